"""What a line does to the outside, through whole requests: several effects in one, crashes between them, and slow look-ups."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from cast import CALLER, NUMBER, STAFF, TUESDAY, SetClock, menu, said, with_dialogs
from hypothesis import given
from hypothesis import strategies as st
from put_together import calls_of, floor_office
from structlog.testing import capture_logs
from telephones import Telephone
from tiny_line import TOKEN, TOKEN_KEY, URL, Counted, House, seeded

from ivr.dialog.journal import Happening
from ivr.dialog.program import Fetching, Passing, Program, RecordPayment, SendText
from ivr.dialog.prompts import Known, Sentence
from ivr.dialog.state import CallState
from ivr.dialog.turn import Record, Text, Verify
from ivr.secret import Secret
from ivr.service.answer import Gate
from ivr.service.back_office import BackOffice
from ivr.service.lines import Lines
from ivr.service.ports import Consent, Links, LinkTarget, Store, TextMessage, Texts
from ivr.stores.memory import MemoryStore
from ivr.telephony.events import Leg, Silent
from ivr.telephony.outcomes import CallStatus, FetchOutcome

LINK = "https://pay.example.test/abc"


@dataclass
class Sent:
    """A sender of texts that remembers them, and may die while it sends."""

    outcome: FetchOutcome = FetchOutcome.DONE
    texts: list[tuple[TextMessage, Consent, str]] = field(default_factory=list)
    dies: bool = False

    def send(self, text: TextMessage, consent: Consent, key: str) -> FetchOutcome:
        self.texts.append((text, consent, key))
        if self.dies:
            raise SystemExit("the process was killed here")
        return self.outcome

    def heard(self, sender: str, body: str) -> None:
        raise NotImplementedError


@dataclass
class Linked:
    """Links that say which key they were made under."""

    made: list[tuple[LinkTarget, str]] = field(default_factory=list)

    def make(self, target: LinkTarget, key: str) -> str:
        self.made.append((target, key))
        return LINK

    def redeem(self, token: str) -> LinkTarget | None:
        raise NotImplementedError


BODY = (Sentence(("Thank you.",)), Sentence(("Pay here: ", Known.PAYMENT_LINK)))
OUTCOMES = {FetchOutcome.DONE: "text", FetchOutcome.DOWN: "down", FetchOutcome.UNKNOWN: "goodbye"}
RECORD = Fetching("record", RecordPayment(), (), OUTCOMES, "down")
CONSENT = (Sentence(("I may text you.",)),)
TEXT = Fetching("text", SendText("link", BODY, CONSENT), (), {**OUTCOMES, FetchOutcome.DONE: "deep"}, "down")
KEEPS = Passing("keep", said("Thanks."), "record", keeps=((Known.PAYMENT_AMOUNT, Known.ACCOUNT_BALANCE),))
PAYS = with_dialogs(RECORD, TEXT, KEEPS, menu("main", {"1": "number", "2": "keep"}))


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def linked() -> Linked:
    return Linked()


@pytest.fixture
def accounts(set_clock: SetClock) -> Counted:
    return Counted(seeded(), set_clock)


Begin = Callable[..., Telephone]


@pytest.fixture
def begin(set_clock: SetClock, accounts: Counted, sent: Sent, linked: Linked) -> Begin:
    """A caller of a line that is a program, and no YAML, as far as `keys` take them."""

    def put_together(
        *keys: str,
        program: Program = PAYS,
        store: Store | None = None,
        texts: Texts | None = sent,
        links: Links | None = linked,
    ) -> Telephone:
        store = store or MemoryStore(set_clock)
        lines = Lines(store, program, {})
        calls = calls_of(store, accounts, lines, STAFF, set_clock, texts=texts, links=links, key=TOKEN_KEY)
        gate = Gate(calls, store, (TOKEN,), URL, program.line)
        return Telephone(House(store, accounts, set_clock, calls, gate, URL)).calls().press(*keys)

    return put_together


PIN = "258014"
IDENTIFIED = ("1", NUMBER, "1", PIN)


# -- several in one request -------------------------------------------------------------------------------------------


def test_a_payment_is_recorded_and_a_text_sent_in_one_request_each_under_a_key_of_its_own(
    begin: Begin, accounts: Counted, sent: Sent
) -> None:
    caller = begin(*IDENTIFIED)
    before = caller.turn
    caller.press("2")
    assert caller.words == "Thanks. deep?"
    assert caller.turn > before
    assert accounts.recorded == [f"{caller.sid}:{caller.turn}"]
    assert [key for _, _, key in sent.texts] == [f"{caller.sid}:{caller.turn + 1}"]
    kinds = [entry.kind for entry in caller.house.store.journal(caller.sid)]
    assert kinds.index(Happening.RECORDED_PAYMENT) < kinds.index(Happening.TEXTED)


def test_the_same_request_again_does_nothing_again(begin: Begin, accounts: Counted, sent: Sent) -> None:
    caller = begin(*IDENTIFIED, "2")
    said_before = caller.last.body
    caller.report(caller.asked[-1], Silent())
    assert caller.last.body == said_before
    assert (len(accounts.recorded), len(sent.texts)) == (1, 1)


def test_both_are_done_at_once_even_when_the_directory_is_slow(begin: Begin, accounts: Counted, sent: Sent) -> None:
    accounts.inner.quick = False
    caller = begin(*IDENTIFIED).follow().press("2")
    assert caller.words == "Thanks. deep?"
    assert (len(accounts.recorded), len(sent.texts)) == (1, 1)


def test_a_slow_look_up_says_the_comfort_and_is_asked_in_the_next_request(begin: Begin, accounts: Counted) -> None:
    accounts.inner.quick = False
    caller = begin(*IDENTIFIED)
    assert (caller.words, accounts.keys) == ("One moment.", [])
    assert caller.follow().words.startswith("You owe one hundred")
    assert len(accounts.keys) == 1


def test_an_effect_before_a_slow_look_up_is_done_in_its_own_request(
    begin: Begin, accounts: Counted, sent: Sent
) -> None:
    accounts.inner.quick = False
    program = replace(
        PAYS, dialogs={**PAYS.dialogs, "text": replace(TEXT, outcomes={**OUTCOMES, FetchOutcome.DONE: "identify"})}
    )
    caller = begin(*IDENTIFIED, program=program).follow().press("2")
    assert len(sent.texts) == 1
    assert caller.words == "Thanks. I cannot reach your account. I am connecting you.", "the proof was forgotten"


# -- crashes ----------------------------------------------------------------------------------------------------------


def test_a_payment_that_was_being_recorded_is_unknown_and_is_not_recorded_again(
    begin: Begin, accounts: Counted
) -> None:
    caller = begin(*IDENTIFIED)
    action = caller.gather.action
    accounts.dies = True
    with pytest.raises(SystemExit):
        caller.press("2")
    accounts.dies = False
    assert action is not None
    caller.press("2")
    assert caller.words == "Thanks. Goodbye."
    assert len(accounts.recorded) == 1
    told = [
        entry.detail for entry in caller.house.store.journal(caller.sid) if entry.kind is Happening.RECORDED_PAYMENT
    ]
    assert told == ["unknown"]


def test_after_a_crash_while_the_text_was_sent_nothing_is_done_twice(
    begin: Begin, accounts: Counted, sent: Sent
) -> None:
    """The payment's own end was not saved either, so it is as unknown as the text's."""
    caller = begin(*IDENTIFIED)
    sent.dies = True
    with pytest.raises(SystemExit):
        caller.press("2")
    sent.dies = False
    caller.press("2")
    assert (len(accounts.recorded), len(sent.texts)) == (1, 1)
    assert caller.words == "Thanks. Goodbye."


def test_what_was_begun_and_never_ended_is_in_the_log_without_anything_keyed(begin: Begin, accounts: Counted) -> None:
    caller = begin(*IDENTIFIED)
    accounts.dies = True
    with pytest.raises(SystemExit):
        caller.press("2")
    accounts.dies = False
    with capture_logs() as logs:
        caller.press("2")
    assert [log["what"] for log in logs if "never ended" in str(log["event"])] == ["record"]
    assert NUMBER not in repr(logs)


# -- texts ------------------------------------------------------------------------------------------------------------


def test_a_text_holds_its_link_and_goes_with_the_words_that_were_agreed_to(
    begin: Begin, sent: Sent, linked: Linked
) -> None:
    caller = begin(*IDENTIFIED, "2")
    ((message, consent, key),) = sent.texts
    assert message == TextMessage(Secret(CALLER), f"Thank you. Pay here: {LINK}", "link")
    assert (consent.wording, consent.language, consent.dialog) == ("I may text you.", "en-US", "text")
    assert (consent.number, consent.at, consent.call) == (Secret(CALLER), TUESDAY, caller.sid)
    assert len(consent.version) == 12
    assert linked.made == [(LinkTarget(Secret(NUMBER), "13450 USD", "en-US"), key)]


def test_other_words_are_another_version_of_the_consent(begin: Begin, sent: Sent) -> None:
    begin(*IDENTIFIED, "2")
    other = replace(TEXT, inquiry=SendText("link", BODY, (Sentence(("May I text you?",)),)))
    begin(*IDENTIFIED, "2", program=replace(PAYS, dialogs={**PAYS.dialogs, "text": other}))
    versions = {consent.version for _, consent, _ in sent.texts}
    assert len(versions) == len(sent.texts) == 2


@pytest.mark.parametrize("missing", ["texts", "links"])
def test_where_texts_or_links_are_not_set_up_the_line_hears_that_it_is_down(
    begin: Begin, sent: Sent, missing: str
) -> None:
    caller = begin(*IDENTIFIED, "2", **{missing: None})
    assert caller.words == "Thanks. I cannot reach your account. I am connecting you."
    assert sent.texts == []


def office(clock: SetClock, accounts: Counted, sent: Sent) -> BackOffice:
    return BackOffice(accounts, MemoryStore(clock), clock, floor_office(clock), sent, Linked())


def text(to: str) -> Text:
    return Text(Secret(to), "link", ("Hello.",), "I agree.", "text", "es-US", Secret(""), "")


STATE = CallState("d", 2, "text")
LEG = Leg("CA1", "AC1", CALLER, "+15550100000", CallStatus.IN_PROGRESS)


@pytest.mark.parametrize("keyed", ["5550100007", "15550100007", "+15550100007"])
def test_a_number_keyed_as_people_key_it_is_the_same_number(
    set_clock: SetClock, accounts: Counted, sent: Sent, keyed: str
) -> None:
    office(set_clock, accounts, sent).perform(LEG, 1, STATE, text(keyed))
    assert sent.texts[0][0].to == sent.texts[0][1].number == Secret("+15550100007")


def test_only_a_look_up_may_wait_for_the_next_request(set_clock: SetClock, accounts: Counted, sent: Sent) -> None:
    accounts.inner.quick = False
    behind = office(set_clock, accounts, sent)
    assert not behind.at_once(Verify(Secret(NUMBER), Known.ACCOUNT_PIN, Secret(PIN)))
    assert behind.at_once(text(CALLER))
    assert behind.at_once(Record(Secret(NUMBER), "100 USD", "AB12"))


def test_an_effect_is_begun_once_for_a_turn_whatever_it_is(set_clock: SetClock, accounts: Counted, sent: Sent) -> None:
    behind = office(set_clock, accounts, sent)
    assert behind.perform(LEG, 1, STATE, text(CALLER)).outcome is FetchOutcome.DONE
    assert behind.perform(LEG, 1, STATE, text(CALLER)).outcome is FetchOutcome.UNKNOWN
    assert behind.perform(LEG, 1, STATE, Record(Secret(NUMBER), "100 USD", "AB12")).outcome is FetchOutcome.UNKNOWN
    assert behind.perform(LEG, 2, STATE, None).outcome is FetchOutcome.DOWN
    assert (len(sent.texts), accounts.recorded) == (1, [])


# -- whose number is known --------------------------------------------------------------------------------------------

NO_NUMBERS = [
    "",
    " ",
    "anonymous",
    "Anonymous",
    "unknown",
    "Restricted",
    "+266696687",
    "+86282452253",
    "+8656696",
    "+2562533",
    "+7378742833",
    "sip:rosa@example.test",
    "client:rosa",
    "1001",
    "+1001",
    "+15550100001;ext=7",
    "+0155501000",
    "whatsapp:+15550100001",
]


class From(Telephone):
    caller: str = CALLER

    def leg(self, status: CallStatus = CallStatus.IN_PROGRESS) -> Leg:
        return replace(super().leg(status), caller=self.caller)


@pytest.mark.parametrize("caller", NO_NUMBERS)
def test_a_caller_without_a_number_is_served_and_never_texted(begin: Begin, sent: Sent, caller: str) -> None:
    stranger = From(begin().house, "CA" + "2" * 32)
    stranger.caller = caller
    stranger.calls()
    state = stranger.house.store.state(stranger.sid)
    assert state is not None
    assert (state.secrets, state.values) == ({}, {})
    stranger.press(*IDENTIFIED, "2")
    assert stranger.words == "Thanks. I cannot reach your account. I am connecting you."
    assert sent.texts == []


@pytest.mark.parametrize("caller", ["+15550100001", "+447700900123", "+6281234567890", "+1 (555) 010-0001"])
def test_a_caller_with_a_number_is_known_by_it_and_seen_by_its_last_four_digits(begin: Begin, caller: str) -> None:
    abroad = From(begin().house, "CA" + "2" * 32)
    abroad.caller = caller
    state = abroad.calls().house.store.state(abroad.sid)
    assert state is not None
    assert state.values == {"caller.phone_last4": caller.replace("-", "")[-4:]}
    assert state.secrets.keys() == {"caller.phone"}


@given(st.text(max_size=20))
def test_whatever_stands_as_the_calling_number_is_a_number_in_its_form_or_nobodys(caller: str) -> None:
    from ivr.service.sides import number_of

    number = number_of(replace(LEG, caller=caller))
    assert number is None or (number.reveal()[0] == "+" and number.reveal()[1:].isdigit())
