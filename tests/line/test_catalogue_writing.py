"""Templates and updates: nothing a translator wrote is lost, and nothing changes without a reason."""

import string
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.line.catalogue import read_catalogue
from ivr.line.catalogue_writing import Changes, Updated, new_catalogue, template, update
from ivr.line.messages import Message
from ivr.source import Place, Source

NOW = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
LONG = 'If you have "already" paid, a representative can take your proof of payment, so that you can use it again.'


def messages(*texts: str, nodes: tuple[str, ...] = ("main",)) -> tuple[Message, ...]:
    return tuple(
        Message(text, (Place("menus/tiny/line.yaml", line, 3),), nodes, ("main: say",))
        for line, text in enumerate(texts, start=1)
    )


def updated(text: str, *texts: str, nodes: tuple[str, ...] = ("main",)) -> Updated:
    done = update(Source("es-US.po", text), messages(*texts, nodes=nodes), "menus/tiny", "2026-11-22 07:05+0000")
    assert isinstance(done, Updated)
    _, findings = read_catalogue(Source("es-US.po", done.text), "es-US")
    assert findings == ()
    return done


def fresh(*texts: str) -> str:
    return updated(new_catalogue("tiny", "es-US"), *texts).text


def translated(text: str, pairs: dict[str, str]) -> str:
    for one, two in pairs.items():
        old = f'msgid "{one}"\nmsgstr ""'
        assert old in text
        text = text.replace(old, f'msgid "{one}"\nmsgstr "{two}"')
    return text


def test_a_template_holds_each_text_with_notes_and_places() -> None:
    text = template("tiny", messages("Hello, {company.name}.", "Goodbye."), "menus/tiny", NOW)
    assert text.partition("\n\n")[2] == (
        "#. main: say\n#: line.yaml:1\n#, python-brace-format\n"
        'msgid "Hello, {company.name}."\nmsgstr ""\n\n'
        '#. main: say\n#: line.yaml:2\nmsgid "Goodbye."\nmsgstr ""\n\n'
    )
    assert '"POT-Creation-Date: 2026-11-22 07:05+0000\\n"' in text


def test_a_template_keeps_its_date_while_nothing_else_changes() -> None:
    before = template("tiny", messages("Hello."), "menus/tiny", NOW)
    later = NOW + timedelta(days=1)
    assert template("tiny", messages("Hello."), "menus/tiny", later, before) == before
    changed = template("tiny", messages("Hello!"), "menus/tiny", later, before)
    assert "2026-11-23 07:05+0000" in changed


def test_a_template_is_made_anew_over_one_that_cannot_be_read() -> None:
    good = template("tiny", messages("Hello."), "menus/tiny", NOW)
    assert template("tiny", messages("Hello."), "menus/tiny", NOW, 'msgid "broken') == good


def test_places_are_told_as_seen_from_the_line() -> None:
    there = (Message("Hello.", (Place("menus/tiny/parts/one.yaml", 4, 1), Place("menus/two/b.yaml", 2, 1)), (), ()),)
    assert "#: ../two/b.yaml:2 parts/one.yaml:4\n" in template("tiny", there, "menus/tiny", NOW)


def test_a_new_catalogue_waits_for_a_native_reader() -> None:
    text = fresh("Hello.")
    assert '"Language: es_US\\n"' in text
    assert '"X-Review: awaiting native review\\n"' in text
    assert updated(new_catalogue("tiny", "es-US"), "Hello.").changes == Changes(new=1)


def test_what_a_translator_wrote_stays() -> None:
    before = translated(fresh("Hello.", "Goodbye."), {"Hello.": "Hola."})
    before = before.replace('msgid "Hello."', '# Informal.\nmsgid "Hello."')
    done = updated(before, "Hello.", "Goodbye.")
    assert (done.changes, done.changes.any) == (Changes(), False)
    assert '# Informal.\n#. main: say\n#: line.yaml:1\nmsgid "Hello."\nmsgstr "Hola."' in done.text


def test_fields_of_the_header_stay_and_those_babel_does_not_know_too() -> None:
    before = fresh("Hello.").replace(
        '"X-Review: awaiting native review\\n"', '"X-Review: Ana Ruiz, 2026-11-20\\n"\n"X-Generator: A tool 3.4\\n"'
    )
    before = before.replace("YEAR-MO-DA HO:MI+ZONE", "2026-11-21 10:00-0500")
    after = updated(before, "Hello.").text
    assert after == before


def test_a_text_that_changed_is_fuzzy_with_its_former_text_above() -> None:
    done = updated(translated(fresh("To pay your bill"), {"To pay your bill": "Para pagar"}), "To pay your bills")
    assert done.changes == Changes(changed=1)
    assert '#, fuzzy\n#| msgid "To pay your bill"\nmsgid "To pay your bills"\nmsgstr "Para pagar"' in done.text


def test_a_former_text_stays_as_long_as_the_entry_is_fuzzy() -> None:
    escaped = LONG.replace('"', '\\"')
    done = updated(translated(fresh(LONG), {escaped: "Si ya pagó."}), LONG.replace("again", "now"))
    assert f'#| msgid "{escaped}"\n' in done.text
    again = updated(done.text, LONG.replace("again", "now"))
    assert (again.text, again.changes) == (done.text, Changes())


def test_a_former_text_broken_over_rows_by_another_tool_is_read() -> None:
    entry = '#, fuzzy\n#| msgid ""\n#| "To pay "\n#| "your bill"\nmsgid "To pay bills"\nmsgstr "Para pagar"\n'
    done = updated(new_catalogue("tiny", "es-US") + entry, "To pay bills")
    assert '#, fuzzy\n#| msgid "To pay your bill"\nmsgid "To pay bills"' in done.text


def test_a_text_that_is_gone_is_kept_as_obsolete_and_comes_back() -> None:
    before = translated(fresh("Hello.", "Something else altogether"), {"Something else altogether": "Otra cosa"})
    gone = updated(before, "Hello.")
    assert gone.changes == Changes(obsolete=1)
    assert '#~ msgid "Something else altogether"\n#~ msgstr "Otra cosa"\n' in gone.text
    back = updated(gone.text, "Hello.", "Something else altogether")
    assert back.changes == Changes(restored=1)
    assert 'msgid "Something else altogether"\nmsgstr "Otra cosa"' in back.text


def test_a_guess_that_is_gone_does_not_come_back_as_good() -> None:
    """An obsolete entry has no flags, so nobody could tell any more that it was fuzzy."""
    fuzzy = updated(translated(fresh("To pay your bill"), {"To pay your bill": "Para pagar"}), "To pay your bills").text
    gone = updated(fuzzy, "Hello.").text
    assert "To pay your bills" not in gone


def test_an_entry_of_one_node_stays_while_the_node_says_it() -> None:
    own = 'msgctxt "main"\nmsgid "Hello."\nmsgstr "Buenas."\n\n'
    before = translated(fresh("Hello."), {"Hello.": "Hola."}) + own
    kept = updated(before, "Hello.")
    assert kept.changes == Changes()
    assert 'msgctxt "main"\nmsgid "Hello."\nmsgstr "Buenas."' in kept.text
    moved = updated(kept.text, "Hello.", nodes=("other",))
    assert moved.changes == Changes(obsolete=1)
    assert '#~ msgctxt "main"\n#~ msgid "Hello."\n#~ msgstr "Buenas."' in moved.text


def test_a_catalogue_that_cannot_be_read_is_not_touched() -> None:
    findings = update(Source("es-US.po", 'msgid "Hello.\n'), messages("Hello."), "menus/tiny", "")
    assert isinstance(findings, tuple)
    assert str(findings[0].place) == "es-US.po:1:7"


WORDS = st.text(string.ascii_letters + ' "\\%.,#~áñ¿', min_size=1, max_size=90).map(lambda one: " ".join(one.split()))
TEXTS = st.lists(WORDS.filter(bool), unique=True, max_size=5)


@given(TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_updates_settle_and_lose_no_finished_translation(first: list[str], second: list[str]) -> None:
    text = fresh(*first).replace('msgstr ""\n\n', 'msgstr "Ya."\n\n')
    there = {one.text for one in read_catalogue(Source("x", text), "es-US")[0].entries.values()}
    assert there == set(first)
    once = updated(text, *second)
    again = updated(once.text, *second)
    assert (again.text, again.changes) == (once.text, Changes())
    after, _ = read_catalogue(Source("x", once.text), "es-US")
    assert {one.text for one in after.entries.values()} == set(second)
    assert all(after.wording(one) is not None for one in set(first) & set(second))
