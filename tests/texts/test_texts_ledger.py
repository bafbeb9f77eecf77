"""The port's sentences, for every ledger. A ledger is added to texts_laboratory.LEDGERS and to nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta, timezone
from functools import partial

import pytest
from cast import TUESDAY
from texts_laboratory import CALLER, CONSENT, OTHER, SENDING, all_at_once, consent, sending

from ivr.secret import Secret
from ivr.texts.ledger import KEEP_CONSENTS, KEEP_SENT, Ledger, Wish
from ivr.texts.policy import Hindrance, Progress, TextRules

RULES = TextRules()
GENEROUS = TextRules(per_call=100, per_day=100)


def wish(*, out: bool, number: str = CALLER, **other: object) -> Wish:
    return replace(Wish(Secret(number), out, "STOP" if out else "START", TUESDAY), **other)  # type: ignore[arg-type]


def sent(ledger: Ledger, key: str, progress: Progress = Progress.SENT, **other: object) -> None:
    assert ledger.reserve(sending(key, **other), GENEROUS) is None
    ledger.settle(key, progress)


class TestAConsent:
    def test_is_produced_as_it_was_given(self, ledger: Ledger) -> None:
        ledger.consented(CONSENT, "CA1:4")
        assert ledger.consents(Secret(CALLER)) == (CONSENT,)

    def test_of_another_number_is_not(self, ledger: Ledger) -> None:
        ledger.consented(CONSENT, "CA1:4")
        assert ledger.consents(Secret(OTHER)) == ()

    def test_keeps_its_first_words_when_it_is_given_again_for_one_text(self, ledger: Ledger) -> None:
        ledger.consented(CONSENT, "CA1:4")
        ledger.consented(consent(wording="Something else.", at=TUESDAY + timedelta(hours=1)), "CA1:4")
        assert ledger.consents(Secret(CALLER)) == (CONSENT,)

    def test_to_one_text_by_two_numbers_is_two(self, ledger: Ledger) -> None:
        ledger.consented(CONSENT, "CA1:4")
        ledger.consented(consent(OTHER), "CA1:4")
        assert [len(ledger.consents(Secret(number))) for number in (CALLER, OTHER)] == [1, 1]

    def test_comes_before_a_later_one_whatever_the_zone(self, ledger: Ledger) -> None:
        west = timezone(timedelta(hours=-8))
        later = consent(at=(TUESDAY + timedelta(minutes=1)).astimezone(west), call="CA2", language="es-US")
        ledger.consented(later, "CA2:4")
        ledger.consented(CONSENT, "CA1:4")
        assert ledger.consents(Secret(CALLER)) == (CONSENT, later)

    def test_is_kept_for_five_years(self, ledger: Ledger) -> None:
        ledger.consented(CONSENT, "CA1:4")
        ledger.purge(TUESDAY.replace(year=TUESDAY.year + 5))
        assert ledger.consents(Secret(CALLER)) == (CONSENT,)
        ledger.purge(TUESDAY + KEEP_CONSENTS)
        assert ledger.consents(Secret(CALLER)) == ()

    def test_outlives_the_ledger_that_wrote_it(self, ledger: Ledger, opened: Callable[[], Ledger]) -> None:
        ledger.consented(CONSENT, "CA1:4")
        assert opened().consents(Secret(CALLER)) == (CONSENT,)


class TestAKey:
    def test_is_reserved_once(self, ledger: Ledger, opened: Callable[[], Ledger]) -> None:
        assert ledger.reserve(SENDING, RULES) is None
        assert ledger.reserve(SENDING, RULES) is Progress.BEGUN
        assert opened().reserve(SENDING, RULES) is Progress.BEGUN

    @pytest.mark.parametrize("progress", [Progress.SENT, Progress.UNSURE, Progress.REFUSED])
    def test_that_is_settled_answers_how(self, ledger: Ledger, progress: Progress) -> None:
        sent(ledger, "CA1:4", progress)
        assert ledger.reserve(SENDING, RULES) is progress

    def test_whose_text_did_not_go_out_may_be_reserved_again(self, ledger: Ledger) -> None:
        sent(ledger, "CA1:4", Progress.DOWN)
        assert ledger.reserve(SENDING, RULES) is None
        assert ledger.reserve(SENDING, RULES) is Progress.BEGUN

    def test_that_was_hindered_was_not_reserved(self, ledger: Ledger) -> None:
        ledger.wish(wish(out=True))
        assert ledger.reserve(SENDING, RULES) is Hindrance.OPTED_OUT
        ledger.wish(wish(out=False))
        assert ledger.reserve(SENDING, RULES) is None

    def test_that_was_never_reserved_cannot_be_settled(self, ledger: Ledger) -> None:
        ledger.settle("CA1:4", Progress.SENT)
        assert ledger.reserve(SENDING, RULES) is None

    def test_is_won_by_one_of_eight_at_once(self, opened: Callable[[], Ledger]) -> None:
        ledgers = [opened() for _ in range(8)]
        decided = all_at_once([partial(ledger.reserve, SENDING, RULES) for ledger in ledgers])
        assert (decided.count(None), decided.count(Progress.BEGUN)) == (1, 7)


class TestAShare:
    def test_of_a_call_is_two_texts_to_whatever_number(self, ledger: Ledger) -> None:
        sent(ledger, "CA1:1")
        sent(ledger, "CA1:2", number=OTHER)
        assert ledger.reserve(sending("CA1:3", "+12125550111"), RULES) is Hindrance.CALL_HAD_ITS_SHARE
        assert ledger.reserve(sending("CA2:1", call="CA2"), RULES) is None

    def test_of_a_call_lasts_as_long_as_the_call(self, ledger: Ledger) -> None:
        sent(ledger, "CA1:1")
        sent(ledger, "CA1:2")
        late = sending("CA1:3", at=TUESDAY + timedelta(days=2))
        assert ledger.reserve(late, RULES) is Hindrance.CALL_HAD_ITS_SHARE

    def test_of_a_number_is_three_texts_in_any_24_hours(self, ledger: Ledger) -> None:
        for hour in range(3):
            sent(ledger, f"CA{hour}:1", call=f"CA{hour}", at=TUESDAY + timedelta(hours=hour))
        day = TUESDAY + timedelta(hours=24)
        just_before = sending("CA9:1", call="CA9", at=day - timedelta(microseconds=1))
        assert ledger.reserve(just_before, RULES) is Hindrance.NUMBER_HAD_ITS_SHARE
        assert ledger.reserve(sending("CA9:1", OTHER, call="CA9"), RULES) is None
        assert ledger.reserve(sending("CA8:1", call="CA8", at=day), RULES) is None
        assert ledger.reserve(sending("CA7:1", call="CA7", at=day), RULES) is Hindrance.NUMBER_HAD_ITS_SHARE

    @pytest.mark.parametrize("progress", list(Progress))
    def test_is_given_back_for_a_text_that_certainly_did_not_arrive(self, ledger: Ledger, progress: Progress) -> None:
        sent(ledger, "CA1:1", progress)
        sent(ledger, "CA1:2", progress)
        kept = progress in (Progress.BEGUN, Progress.SENT, Progress.UNSURE)
        assert ledger.reserve(sending("CA1:3"), RULES) is (Hindrance.CALL_HAD_ITS_SHARE if kept else None)

    def test_of_nothing_allows_nothing(self, ledger: Ledger) -> None:
        assert ledger.reserve(SENDING, TextRules(per_call=0)) is Hindrance.CALL_HAD_ITS_SHARE
        assert ledger.reserve(SENDING, TextRules(per_day=0)) is Hindrance.NUMBER_HAD_ITS_SHARE

    def test_of_a_call_holds_for_eight_senders_at_once(self, opened: Callable[[], Ledger]) -> None:
        tasks = [partial(opened().reserve, sending(f"CA1:{turn}", f"+1212555010{turn}"), RULES) for turn in range(8)]
        decided = all_at_once(tasks)
        assert (decided.count(None), decided.count(Hindrance.CALL_HAD_ITS_SHARE)) == (2, 6)

    def test_of_a_number_holds_for_eight_senders_at_once(self, opened: Callable[[], Ledger]) -> None:
        tasks = [partial(opened().reserve, sending(f"CA{call}:1", call=f"CA{call}"), RULES) for call in range(8)]
        decided = all_at_once(tasks)
        assert (decided.count(None), decided.count(Hindrance.NUMBER_HAD_ITS_SHARE)) == (3, 5)


class TestAWish:
    def test_for_no_more_texts_holds_for_every_topic(self, ledger: Ledger) -> None:
        ledger.wish(wish(out=True))
        assert ledger.opted_out(Secret(CALLER), "link")
        assert ledger.opted_out(Secret(CALLER), "confirmation")
        assert not ledger.opted_out(Secret(OTHER), "link")

    def test_about_one_topic_leaves_the_others(self, ledger: Ledger) -> None:
        ledger.wish(wish(out=True, topic="link"))
        assert ledger.reserve(SENDING, RULES) is Hindrance.OPTED_OUT
        assert ledger.reserve(replace(SENDING, topic="confirmation"), RULES) is None

    def test_counts_until_a_later_one(self, ledger: Ledger) -> None:
        ledger.wish(wish(out=True))
        ledger.wish(wish(out=False, topic="link"))
        assert not ledger.opted_out(Secret(CALLER), "link")
        assert ledger.opted_out(Secret(CALLER), "confirmation")
        ledger.wish(wish(out=True))
        assert ledger.opted_out(Secret(CALLER), "link")
        ledger.wish(wish(out=False))
        assert not ledger.opted_out(Secret(CALLER), "confirmation")

    def test_is_never_forgotten(self, ledger: Ledger, opened: Callable[[], Ledger]) -> None:
        ledger.wish(wish(out=True))
        ledger.purge(TUESDAY + timedelta(days=36500))
        assert opened().opted_out(Secret(CALLER), "link")

    def test_goes_before_a_share(self, ledger: Ledger) -> None:
        sent(ledger, "CA1:1")
        sent(ledger, "CA1:2")
        ledger.wish(wish(out=True))
        assert ledger.reserve(sending("CA1:3"), RULES) is Hindrance.OPTED_OUT


def test_texts_are_forgotten_after_ninety_days(ledger: Ledger) -> None:
    sent(ledger, "CA1:4")
    ledger.purge(TUESDAY + KEEP_SENT - timedelta(microseconds=1))
    assert ledger.reserve(SENDING, RULES) is Progress.SENT
    ledger.purge(TUESDAY + KEEP_SENT)
    assert ledger.reserve(SENDING, RULES) is None


def test_numbers_stand_in_no_repr(ledger: Ledger) -> None:
    ledger.consented(CONSENT, "CA1:4")
    ledger.wish(wish(out=True))
    ledger.reserve(SENDING, RULES)
    said = repr(ledger) + repr(CONSENT) + repr(SENDING) + repr(wish(out=True))
    assert CALLER not in said
    assert CALLER[-7:] not in said
