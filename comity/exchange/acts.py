"""What the codes and words of other coders mean: PLOVER's type, mode, contexts, quad class and intensity."""

import re
from functools import lru_cache
from typing import NamedTuple, cast

from comity.codebook import cameo_codes, contexts, event_types, from_cameo, intensity, modes, quad_class
from comity.model import Quad


class Meaning(NamedTuple):
    """An act in the codebook's terms; `type` is null for what PLOVER has no type for (statements)."""

    type: str | None
    mode: str | None
    quad: Quad
    intensity: float
    cameo: str | None
    contexts: tuple[str, ...] = ()
    label: str | None = None


# ICEWS words some of CAMEO's codes in its own way, and has a few that CAMEO's table lacks.
_LABELS = {
    "abduct hijack or take hostage": "181",
    "appeal for easing of political dissent": "0252",
    "appeal for intelligence": "0214",
    "appeal to engage in or accept mediation": "028",
    "appeal to yield": "025",
    "demand easing of political dissent": "1052",
    "demand material aid": "103",
    "demand mediation": "108",
    "ease restrictions on political freedoms": "0811",
    "engage in violent protest for leadership change": "1451",
    "express intent to ease economic sanctions boycott or embargo": "0354",
    "express intent to ease political dissent": "0352",
    "express intent to engage in material cooperation": "031",
    "express intent to institute political reform": "034",
    "impose restrictions on political freedoms": "1721",
    "mediate": "045",
    "obstruct passage to demand leadership change": "1441",
    "reduce or stop material aid": "162",
    "refuse to de escalate military engagement": "1246",
    "refuse to ease administrative sanctions": "1241",
    "refuse to ease economic sanctions boycott or embargo": "1244",
    "refuse to ease popular dissent": "1242",
    "refuse to release persons or property": "1243",
    "refuse to yield": "124",
    "reject judicial cooperation": "121",
    "reject proposal to meet discuss or negotiate": "125",
    "reject request for economic aid": "1221",
    "reject request for humanitarian aid": "1223",
    "reject request for military aid": "1222",
    "reject request for military protection or peacekeeping": "1224",
    "threaten with political dissent": "133",
    "threaten with repression": "137",
    "threaten with sanctions boycott embargo": "1312",
    "use tactics of violent repression": "175",
}


def words_of(label: str) -> str:
    """A label without what its writers vary: case, underscores, punctuation."""
    return re.sub(r"[^a-z0-9]+", " ", label.casefold()).strip()


@lru_cache(maxsize=4096)
def of_code(code: str, root: str | None = None) -> Meaning | None:
    """The meaning of a CAMEO code; a finer code than the table has is taken for the one above it.

    Spreadsheets drop the nought at the front ("42" for 042), which is put back; the `root`, where a source gives it,
    tells which of two codes is meant. Null for what is none.
    """
    digits = code.strip()
    if not digits.isdigit() or not digits.isascii() or len(digits) > 5:
        return None
    tried = [each for each in (digits, f"0{digits}", f"0{digits}0") if len(each) >= 3]
    if root and root.strip().isdigit():
        tried.sort(key=lambda each: each[:2] != root.strip().zfill(2))
    for each in tried:
        for cut in (each, each[:3], f"{each[:2]}0"):
            if cut in cameo_codes():
                return _of_row(cut)
    return None


@lru_cache(maxsize=4096)
def of_label(label: str) -> Meaning | None:
    """The meaning of CAMEO's words for an act, in whatever case and with underscores or blanks; null if unknown."""
    code = _by_words().get(words_of(label))
    return None if code is None else _of_row(code)


@lru_cache(maxsize=4096)
def of_plover(type_: str, mode: str | None = None) -> Meaning | None:
    """The meaning of a PLOVER type and mode; a mode that the codebook lacks is left out, a type gives null."""
    name = type_.strip().upper()
    if name not in event_types():
        return None
    kind = mode_of(name, mode)
    return Meaning(name, kind, quad_class(name), intensity(name, kind), None)


def mode_of(type_: str, mode: str | None) -> str | None:
    """The codebook's mode for a word, or null where the type has none like it."""
    word = (mode or "").strip().casefold().replace("_", "-").replace(" ", "-")
    return word if (type_.strip().upper(), word) in modes() else None


def contexts_of(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codebook's contexts that a cell lists, and the words that are none."""
    words = [re.sub(r"[\s-]+", "_", part.strip().casefold()) for part in re.split(r"[;|,]", cell) if part.strip()]
    known = frozenset(contexts())
    return tuple(word for word in words if word in known), tuple(word for word in words if word not in known)


def _of_row(code: str) -> Meaning:
    row = cameo_codes()[code]
    type_, mode, about, _ = from_cameo(code)
    # CAMEO's statements have no type, so its own quad class and Goldstein value have to do.
    if type_ is None:
        return Meaning(None, None, cast(Quad, row.quad), row.goldstein, code, about, row.name)
    return Meaning(type_, mode, quad_class(type_), intensity(type_, mode), code, about, row.name)


@lru_cache(maxsize=1)
def _by_words() -> dict[str, str]:
    found = dict(_LABELS)
    for code, row in cameo_codes().items():
        found.setdefault(words_of(row.name), code)
    return found
