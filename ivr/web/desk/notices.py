"""What a page says after an action. The words stand here and only a name goes through the URL."""

from enum import StrEnum


class Notice(StrEnum):
    READY = "ready"
    BUSY = "busy"
    AWAY = "away"
    COMING = "coming"
    NOBODY = "nobody"
    NOTED = "noted"
    NOT_NOTED = "not-noted"
    DONE = "done"
    ALREADY = "already"
    ASIDE = "aside"
    CLOSED = "closed"
    OPENED = "opened"


WORDS = {
    Notice.READY: "You are ready. Your telephone rings when it is your turn.",
    Notice.BUSY: "You are busy. No new call is put through to you; a call you have goes on.",
    Notice.AWAY: "You are away. No new call is put through to you; a call you have goes on.",
    Notice.COMING: "The next call is on its way to you. Your telephone will ring.",
    Notice.NOBODY: "There is nobody you can take right now.",
    Notice.NOTED: "Thank you. How the call ended is noted.",
    Notice.NOT_NOTED: "That could not be noted: this call is not among your talks.",
    Notice.DONE: "The message is marked as done.",
    Notice.ALREADY: "Somebody else has already done that.",
    Notice.ASIDE: "The call back is given up.",
    Notice.CLOSED: "The office is closed. Callers hear so from now on.",
    Notice.OPENED: "The office is open again.",
}


def words_of(name: str) -> str:
    """Empty for what is no notice of ours."""
    return WORDS[Notice(name)] if name in set(Notice) else ""
