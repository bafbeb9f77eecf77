"""What text messages a call has seen, for a script that looks for words in them."""

from ivr.carrier.handsets.steps import Text, TextNot
from ivr.carrier.happenings import DEFAULT_LANGUAGE, Texted
from ivr.carrier.hearing import fold
from ivr.carrier.textleg import TextLeg


class Reader:
    """Of the messages sent since the holder of `phone` last did something."""

    def __init__(self, phone: TextLeg) -> None:
        self._phone = phone
        self._mark = 0

    def forget(self) -> None:
        """From now on only what is sent after this moment counts."""
        self._mark = len(self._phone.room.log)

    def find(self, step: Text | TextNot) -> int | None:
        """Where in the log the first message with these words stands."""
        to = step.to or self._phone.number
        for place, happening in enumerate(self._phone.room.log[self._mark :], self._mark):
            if (
                isinstance(happening.what, Texted)
                and happening.what.to == to
                and self._in(step.text, happening.what.body)
            ):
                return place
        return None

    def read(self, place: int) -> None:
        """What was sent up to there has been looked at."""
        self._mark = place + 1

    def _in(self, words: str, body: str) -> bool:
        """In any of the languages of the call: digits and the words for them are the same."""
        return any(_holds(fold(body, language), fold(words, language)) for language in self._languages())

    def _languages(self) -> dict[str, None]:
        return dict.fromkeys((*(heard.language for heard in self._phone.heard), DEFAULT_LANGUAGE))


def _holds(body: tuple[str, ...], words: tuple[str, ...]) -> bool:
    places = range(len(body) - len(words) + 1 if words else 0)
    return any(body[place : place + len(words)] == words for place in places)
