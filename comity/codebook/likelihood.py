"""The scale of words for a probability."""

from functools import lru_cache

from comity.codebook.rows import rows
from comity.errors import CodebookError
from comity.model import Likelihood


@lru_cache(maxsize=1)
def likelihood_terms() -> tuple[Likelihood, ...]:
    """Give the terms of the scale with their ranges, the least likely first, each once.

    Source: Office of the Director of National Intelligence, Intelligence Community Directive 203, Analytic Standards
    (2015), D.6.e.2, as the table of hedges holds it.
    """
    found = {row["term"]: Likelihood(row["term"], float(row["low"]), float(row["high"])) for row in rows("hedges")
             if row["term"]}  # fmt: skip
    return tuple(sorted(found.values(), key=lambda each: each.low))


def likelihood_term(probability: float) -> str:
    """Give the word for a probability in 0..1; what lies beyond the scale's ends takes the word at the end."""
    terms = likelihood_terms()
    if not terms:
        raise CodebookError("the table of hedges", "names no likelihood", "install comity again")
    return next((each.term for each in reversed(terms) if probability >= each.low), terms[0].term)
