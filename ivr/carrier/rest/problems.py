"""What the API refuses, as it says so: an HTTP status and one of Twilio's codes."""


class RestProblemError(Exception):
    """The message names a rule and repeats nothing of what was sent."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(f"{code} {message}")
        self.status = status
        self.code = code
        self.message = message

    def body(self) -> dict[str, object]:
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


def not_found() -> RestProblemError:
    return RestProblemError(404, 20404, "The requested resource was not found")


def invalid(name: str) -> RestProblemError:
    return RestProblemError(400, 20001, f"Parameter '{name}' is not valid")
