"""What can go wrong with a page, each with its status; the words are shown, the trace never is."""

from comity.errors import UsageError


class NotThere(UsageError):
    """The address names something that the record does not hold; the page has status 404."""


class Preparing(Exception):
    """What the page shows is being made; the reader is asked to wait `seconds`."""

    def __init__(self, what: str, *, done: str = "", seconds: int = 3) -> None:
        super().__init__(what)
        self.what, self.done, self.seconds = what, done, seconds


class Refused(Exception):
    """The desk does not take this request: its `status`, and one sentence that says why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why
