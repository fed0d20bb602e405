"""The way between PLOVER and CAMEO, quad classes and intensities."""

from typing import cast

from comity.codebook.rows import cameo_codes, event_types, modes
from comity.model import Quad


def quad_class(type_: str) -> Quad:
    """Give the quad class of a PLOVER type."""
    return cast(Quad, event_types()[type_].quad)


def intensity(type_: str, mode: str | None) -> float:
    """Give PLOVER's score of an act, from -10 to 10: the mode's own where the manual has one."""
    if mode is not None:
        row = modes().get((type_, mode))
        if row is not None and row.intensity is not None:
            return row.intensity
    return event_types()[type_].intensity


def weight(type_: str, mode: str | None) -> float:
    """Give what an act weighs for its quad class in a measure: PLOVER's score, without its sign.

    One scale for all coders, whatever their own. A score of the other side weighs nothing: a request for help is
    conflict by its class and leans to cooperation by its score.
    """
    score = intensity(type_, mode)
    return max(0.0, score if quad_class(type_).endswith("cooperation") else -score)


def to_cameo(type_: str, mode: str | None, contexts: tuple[str, ...] = ()) -> str:
    """Give the closest CAMEO code; contexts refine it where a code of that type, mode and context exists.

    What is lost: CAMEO's fourth digit, and whether an appeal was a demand (02 or 10 are both REQUEST).
    """
    base = modes()[(type_, mode)].cameo if mode is not None and (type_, mode) in modes() else event_types()[type_].cameo
    for code in cameo_codes().values():
        if code.type == type_ and code.mode == mode and len(code.cameo) == 3 and code.cameo != base:
            if code.contexts and code.contexts[0] in contexts and code.cameo[:2] == base[:2]:
                return code.cameo
    return base


def from_cameo(code: str) -> tuple[str | None, str | None, tuple[str, ...], str]:
    """Give (type, mode, contexts, loss) of a CAMEO code; type is null where PLOVER has none (statements).

    Raises `KeyError` for a code that CAMEO does not have.
    """
    row = cameo_codes()[code]
    return row.type, row.mode, row.contexts, row.loss
