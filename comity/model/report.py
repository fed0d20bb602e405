"""A report as it was read: the cleaned text, what is known about it, and what was removed."""

import msgspec

from comity.model.values import Removed


class Report(msgspec.Struct, frozen=True):
    """One news report. Every span of the record points into `text`.

    `published` is an ISO day or null; `language` an ISO 639-1 code; `removed` holds page noise with reasons.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    byline: str | None = None
    place: str | None = None
    language: str | None = None
    url: str | None = None
    removed: tuple[Removed, ...] = ()
