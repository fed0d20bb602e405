"""Days of imported rows: read in the forms that coders publish, and told apart where no act can be of that day."""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from comity.exchange.columns import Codes, Column

EARLIEST = date(1900, 1, 1)
_EPOCH = date(1970, 1, 1).toordinal()
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ ,-]+(\d{4})")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

GOOD, BAD, BEFORE, FUTURE = range(4)


class Days(NamedTuple):
    """Days since 1970 a row, and which of GOOD, BAD, BEFORE 1900 or FUTURE each is."""

    days: Codes
    state: Codes


def day_of(text: str) -> date | None:
    """The day of "2022-03-26", "20220326", "26 March 2022" or "3/26/2022" (month first); null for anything else."""
    text = text.strip()
    if found := _ISO.fullmatch(text) or _PACKED.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _WORDS.fullmatch(text):
        day, month, year = int(found[1]), _MONTHS.get(found[2].casefold(), 0), int(found[3])
    elif found := _AMERICAN.fullmatch(text):
        month, day, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_of(column: Column, *, today: date) -> Days:
    """The days of a column; rows that hold nothing are BAD."""
    read = [_judged(value, today) for value in column.values]
    days = np.array([*(day for day, _ in read), 0], dtype=np.int64)
    state = np.array([*(each for _, each in read), BAD], dtype=np.int64)
    return Days(days[column.codes], state[column.codes])


def iso(day: int) -> str:
    """The ISO day of days since 1970."""
    return date.fromordinal(_EPOCH + int(day)).isoformat()


@lru_cache(maxsize=65536)
def _judged(value: str, today: date) -> tuple[int, int]:
    day = day_of(value)
    if day is None:
        return 0, BAD
    if day < EARLIEST:
        return 0, BEFORE
    return day.toordinal() - _EPOCH, FUTURE if day > today else GOOD
