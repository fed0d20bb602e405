"""Probabilities and bands of counts in words: "unlikely: about 1 chance in 4", "between two and nine acts"."""

from math import log

from comity import codebook
from comity.model import Forecast, PastSkill, Target
from comity.presentation.wording import count_text, day_text, number_text

# What people picture: small wholes in parts of at most 100. The nearest by the logarithm of the odds is taken.
_FRACTIONS = (
    (1, 100), (1, 50), (1, 30), (1, 20), (1, 15), (1, 12), (1, 10), (1, 8), (1, 7), (1, 6), (1, 5), (1, 4), (1, 3),
    (2, 5), (1, 2), (3, 5), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8), (9, 10), (11, 12), (14, 15), (19, 20),
    (29, 30), (49, 50), (99, 100),
)  # fmt: skip
_MONTH: dict[Target, str] = {
    "conflict": "of a conflictual month",
    "cooperation": "of a cooperative month",
    "material conflict": "of a month with material conflict",
    "level falls": "that the level falls",
}
_ACT: dict[Target, str] = {
    "conflict": "conflictual act",
    "cooperation": "cooperative act",
    "material conflict": "act of material conflict",
    "level falls": "",
}


def fraction_text(probability: float) -> str:
    """Give a probability as a fraction that can be pictured: "1 in 4", "more than 99 in 100", "less than 1 in 100"."""
    if probability < 0.0075:
        return "less than 1 in 100"
    if probability > 0.9925:
        return "more than 99 in 100"
    own = log(probability / (1 - probability))
    one, of = min(_FRACTIONS, key=lambda each: abs(log(each[0] / (each[1] - each[0])) - own))
    return f"{one} in {of}"


def chance_text(probability: float) -> str:
    """Give a probability with its term of ICD 203: "unlikely: about 1 chance in 4"."""
    text = fraction_text(probability)
    head, _, of = text.partition(" in ")
    plural = "" if head.split()[-1] == "1" else "s"
    about = "" if text.startswith(("less", "more")) else "about "
    return f"{codebook.likelihood_term(probability)}: {about}{head} chance{plural} in {of}"


def forecast_chance(forecast: Forecast) -> str:
    """Give how likely any act of the target is, beside what is usual."""
    return f"{chance_text(forecast.probability_any)} {_MONTH[forecast.target]}; {usual_text(forecast)}"


def usual_text(forecast: Forecast) -> str:
    """Give the base rate as a fraction: "usually 1 in 6"; "so far in no month", "so far in each" at its ends."""
    if forecast.base_rate <= 0:
        return "so far in no month"
    if forecast.base_rate >= 1:
        return "so far in each month"
    return f"usually {fraction_text(forecast.base_rate)}"


def band_text(forecast: Forecast) -> str:
    """Give the 80% band of the count; empty for the level, which is only asked as yes or no."""
    noun = _ACT[forecast.target]
    if not noun:
        return ""
    low, middle, high = (round(forecast.quantiles[level]) for level in ("0.1", "0.5", "0.9"))
    if low == high:
        return f"{_acts(low, noun)}, as far as the 80% band tells"
    between = f"at most {_acts(high, noun)}" if low == 0 else f"{number_text(low)} to {_acts(high, noun)}"
    half = "none" if middle == 0 else "one at most" if middle == 1 else f"{number_text(middle)} or fewer"
    return f"{between} (80% band); in half of such cases {half}"


def acts_noun(target: Target, count: int) -> str:
    """Give a count of acts of a target: "one conflictual act", "no acts of material conflict"."""
    return _acts(count, _ACT[target])


def _acts(count: int, noun: str) -> str:
    head, _, tail = noun.partition("act")
    return count_text(count, f"{head}act{tail}", f"{head}acts{tail}")


def skill_text(past: PastSkill, target: Target, horizon: int) -> str:
    """Give in words how the model did on past months of dyads like this one, so many months ahead."""
    tested = f"over {past.cells:,} months of dyads from {day_text(past.since)} to {day_text(past.until)}"
    way = "better" if past.skill_crps >= 0 else "worse"
    sure = "" if past.low > 0 or past.high < 0 else ", which may be chance"
    saved = (
        f"{abs(past.skill_crps):.0%} {way} than the base rate (95% interval {past.low:+.0%} to {past.high:+.0%}{sure})"
    )
    covered = "" if target == "level falls" else f"; {past.coverage80:.0%} of what came lay in the 80% band"
    ahead = count_text(horizon, "month")
    return f"past score of {past.model}, {ahead} ahead {tested}: {saved}{covered}"
