"""Traps for whoever writes a line: what is off and still said, facts that age, menus too long, one text in two places."""

import re
from datetime import date, timedelta
from functools import cache

import pytest
from structlog.testing import capture_logs
from trap_line import SHIPPED, line_of, the_line

from ivr.carrier.clock import VirtualClock
from ivr.carrier.handsets.keys import Keys
from ivr.checking.check import check
from ivr.checking.rule import Subject
from ivr.checking.said import everything_said
from ivr.line.compile import compile_line
from ivr.line.loading import Loaded, files_of_folder, files_of_text, load
from ivr.rehearsal.playing import placed
from ivr.rehearsal.stage import stage
from ivr.source import Source

# What is off ----------------------------------------------------------------------------------------------------------

OFF: dict[str, tuple[str, ...]] = {
    "website|web site|browser|sitio web|página web|navegador|situs|peramban": ("online", "app", "chat"),
    "app|aplicación|aplikasi": ("app",),
    "by mail|envelope|por correo|sobre|lewat pos|amplop": ("mail",),
    "chat": ("chat",),
    "social media|redes sociales|media sosial": ("social",),
    "stores?|tiendas?|toko": ("in_person",),
}
"""What a caller would know a channel by, in three languages, and what is off besides where one needs another."""
EVERYTHING = ("online", "app", "mail", "chat", "social", "in_person")


@cache
def without(*channels: str) -> Loaded:
    """The shipped line of a company that has not got these channels."""
    files = files_of_folder(str(SHIPPED))
    written = files("company.yaml")
    assert isinstance(written, Source)
    text = written.text
    for channel in channels:  # mail has facts of its own, and is off where it is not written
        off = {"mail": "", "in_person": "  in_person: none\n"}.get(channel, f"  {channel}: false\n")
        text = re.sub(rf"^  {channel}:.*\n(    .*\n)*", off, text, flags=re.MULTILINE)
    loaded = load(lambda name: Source("company.yaml", text) if name == "company.yaml" else files(name))
    assert loaded.line is not None, "\n".join(map(str, loaded.findings))
    return loaded


def said_by(loaded: Loaded) -> list[str]:
    """Every sentence that a caller can reach, in three languages."""
    line = line_of(loaded)
    program = compile_line(line).program
    return [one.text for one in everything_said(Subject(line, program, None))]


@pytest.mark.parametrize("words", OFF)
def test_a_channel_that_is_off_is_mentioned_nowhere(words: str) -> None:
    """T19: alone, in every sentence a caller can come to, and in every language."""
    there = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    said = said_by(without(*OFF[words]))
    assert len(said) > 500
    assert [one for one in said if there.search(one)] == []
    assert any(there.search(one) for one in said_by(the_line((("channels.in_person", "stores"),))))


def test_with_every_channel_off_none_is_mentioned_and_the_line_is_whole() -> None:
    """T19: the phone is left, and the check finds nothing that leads nowhere."""
    loaded = without(*EVERYTHING)
    there = re.compile(rf"\b(?:{'|'.join(OFF)})\b", re.IGNORECASE)
    assert [one for one in said_by(loaded) if there.search(one)] == []
    assert [str(one) for one in check(loaded) if one.severity.value == "error"] == []


# Facts that age ---------------------------------------------------------------------------------------------------------


def test_a_list_nobody_has_looked_at_for_half_a_year_is_told() -> None:
    """T25: with the day it was last looked at, and what to do; not a day sooner."""
    loaded = the_line()
    as_of = date(2026, 11, 1)
    assert [one.code for one in check(loaded, as_of + timedelta(days=180))] == []
    (old,) = [one for one in check(loaded, as_of + timedelta(days=181)) if "as_of" in one.help]
    assert (old.code, old.severity.value, old.place.file) == ("IVR110", "warning", str(SHIPPED / "company.yaml"))
    assert "181 days" in old.message


def test_holidays_that_run_out_are_told_before_they_do() -> None:
    """T25: a line knows of no holiday after its last one."""
    (out,) = [
        one for one in check(the_line(), date(2027, 8, 20)) if "holidays" in one.message or "holiday" in one.message
    ]
    assert (out.code, out.place.file) == ("IVR110", str(SHIPPED / "company.yaml"))


# Menus that are too long --------------------------------------------------------------------------------------------------

LINE = """\
line: small
company: company.yaml
languages:
  en-US: Polly.Joanna-Neural
  es-US: Polly.Lupe-Neural
start: greeting
person: person
nodes:
  greeting:
    menu:
      options:
{options}
      exhausted: person
  person:
    transfer:
      to: billing
      whisper: A caller.
      bridged: goodbye
      noanswer: goodbye
      busy: goodbye
      failed: goodbye
  closed:
    hangup: Goodbye.
  goodbye:
    hangup: Goodbye.
"""
COMPANY = "name: Small\nphone: +1 555 010 0000\naccount_number: {length: 8}\nhours: {billing: {zone: America/New_York, week: {monday-sunday: 0:00-24:00}}}\n"
STAFF = "representatives:\n  rosa: {name: Rosa, number: +1 555 010 0101, groups: [billing]}\n"
PO = 'msgid ""\nmsgstr "Language: es_US\\n"\n\n'
SPANISH = f'{PO}msgid "To end the call"\nmsgstr "Para terminar"\n\nmsgid "A caller."\nmsgstr "Alguien."\n\n'


def small(options: str, catalogue: str = SPANISH) -> Loaded:
    texts = {
        "line.yaml": LINE.format(options=options),
        "company.yaml": COMPANY,
        "representatives.yaml": STAFF,
        "languages/es-US.po": catalogue,
    }
    return load(files_of_text(texts))


def options(count: int) -> str:
    return "\n".join(
        f"        {key}:\n          say: To end the call\n          go: goodbye" for key in range(1, count + 1)
    )


@pytest.mark.parametrize("count", [9, 10, 12])
def test_a_menu_of_more_than_eight_choices_is_refused(count: int) -> None:
    """T26: with the key that is not free and the one way out; nine is the other language, and a tenth key there is not."""
    findings = small(options(count)).findings
    assert [one.code for one in findings] == ["IVR053"] * (count - 8)
    assert findings[0].place.line == 11 + 8 * 3 + 1
    assert "9 is kept for the other language everywhere" in findings[0].message
    assert findings[0].help == "Give this choice a key from 1 to 8."
    assert small(options(8)).line is not None


# One text in two places ---------------------------------------------------------------------------------------------------

TWO_ENDS = "        1:\n          say: To end the call\n          go: goodbye\n        2:\n          say: To end the call\n          go: closed"
TWICE = f'{SPANISH}msgid "Goodbye."\nmsgstr "Adiós."\n\n{{}}msgid "Goodbye."\nmsgstr "Cerrado."\n'


def heard(catalogue: str, key: str) -> str:
    loaded = small(TWO_ENDS, catalogue)
    with capture_logs(), VirtualClock() as clock, stage(loaded, clock, {}) as put_up:
        return placed(put_up, Keys(f"9 {key}"), "+15550100001").transcript.raw()


def test_one_text_in_two_nodes_can_have_two_translations() -> None:
    """T27: an entry with the node's name in msgctxt is that node's alone."""
    two = TWICE.format('msgctxt "closed"\n')
    assert "Adiós." in heard(two, "1")
    assert "Cerrado." in heard(two, "2")
    assert "Adiós." not in heard(two, "2")


def test_one_text_translated_twice_is_told_and_not_guessed() -> None:
    """T27: an error with both lines, and how to say which node is meant."""
    (one,) = small(TWO_ENDS, TWICE.format("")).findings
    assert (one.code, one.severity.value, one.place.file) == ("IVR072", "error", "languages/es-US.po")
    assert "line 10" in one.message
    assert "msgctxt" in one.help


def test_a_key_of_a_menu_or_a_node_written_twice_is_told() -> None:
    """T27: YAML by itself would let the second one win without a word."""
    again = options(2).replace("        2:", "        1:")
    assert "IVR024" in [one.code for one in small(again).findings]
    nodes = LINE.format(options=options(1)) + "  closed:\n    hangup: Goodbye.\n"
    files = {"line.yaml": nodes, "company.yaml": COMPANY, "representatives.yaml": STAFF, "languages/es-US.po": SPANISH}
    assert "IVR024" in [one.code for one in load(files_of_text(files)).findings]
