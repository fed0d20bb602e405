"""Coders by family and version: "comity-rules.v2" is version 2 of the family "comity-rules".

Codings of several versions stand side by side in the log. Views show of each text the coding by the newest version of
a family; another family (another model's coder, say) stands beside it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_VERSIONED = re.compile(r"(.+)\.v(\d+(?:\.\d+)*)")


@lru_cache(maxsize=256)
def family(coder: str) -> str:
    """The coder's name without its version; of one that names none the whole."""
    found = _VERSIONED.fullmatch(coder)
    return found[1] if found else coder


@lru_cache(maxsize=256)
def coder_version(coder: str) -> tuple[int, ...]:
    """The coder's version as numbers that can be compared (v1.10 after v1.9); () where it names none."""
    found = _VERSIONED.fullmatch(coder)
    return tuple(int(part) for part in found[2].split(".")) if found else ()


def newest_coder(coders: Iterable[str]) -> str:
    """The newest version of the family that is named most often, the first by the alphabet of several such."""
    named = list(coders)
    counts: dict[str, int] = {}
    for each in named:
        counts[family(each)] = counts.get(family(each), 0) + 1
    most = min(counts, key=lambda each: (-counts[each], each))
    return max((each for each in set(named) if family(each) == most), key=coder_version)
