"""An address of the desk that another one names: /sql?view=/events?dyad=CHL-PER."""

from urllib.parse import parse_qsl, urlsplit

from comity.errors import UsageError
from comity.presentation.web.addresses import FORMS, LONGEST_VALUE

LONGEST = 2_000


def own_view(text: str) -> tuple[str, dict[str, str]]:
    """Give the path, without the ending of a data form, and the parameters of an address of this desk.

    Raises `UsageError` for an address of another one, or for what is none.
    """
    step = "write one that begins with /, such as /events?dyad=CHL-PER"
    if (
        len(text) > LONGEST
        or not text.startswith("/")
        or text.startswith("//")
        or "\\" in text
        or not text.isprintable()
    ):
        raise UsageError(f"the view {text[:60]!r}", "is no address of this desk", step)
    try:
        parts = urlsplit(text)
        params = dict(parse_qsl(parts.query, max_num_fields=40))
    except ValueError as error:
        raise UsageError(f"the view {text[:60]!r}", "is no address", step) from error
    if parts.netloc or parts.scheme or any(len(each) > LONGEST_VALUE for pair in params.items() for each in pair):
        raise UsageError(f"the view {text[:60]!r}", "is no address of this desk", step)
    stem, dot, ending = parts.path.rpartition(".")
    return (stem if dot and ending in FORMS else parts.path), params
