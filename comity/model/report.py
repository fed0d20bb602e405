"""A report as it was read: the cleaned text, what is known about it, and what was removed."""

from typing import Literal

import msgspec

from comity.model.values import Removed


class Notice(msgspec.Struct, frozen=True):
    """What an outlet says about its own report: that it is a corrected or updated version, or retracted.

    `text` is the notice in the outlet's words. It tells no events.
    """

    kind: Literal["correction", "retraction", "update"]
    text: str


class Report(msgspec.Struct, frozen=True):
    """One news report. Every span of the record points into `text`.

    `published` is an ISO day or null; `language` an ISO 639-1 code; `removed` holds page noise with reasons.
    `notice` is what the outlet says about the report. The record adds `addresses` (every one where the same text
    was found, if several) and `notes` (what a reader should know: a later version, a day in the future).
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
    notice: Notice | None = None
    addresses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
