"""Stock words of the load record: sentences in the manner of news agencies whose deeds mean nothing.

Names of projects are made of syllables, so that no sentence tells of anything that is there.
"""

from datetime import date
from random import Random

# What each PLOVER type is told with: `{a}` acts, `{b}` is acted on, `[...]` is the trigger, `{t}` the matter.
SAYINGS: dict[str, tuple[str, ...]] = {
    "AGREE": (
        "{a} and {b} [agreed] to open {t}",
        "{a} [signed] an understanding with {b} on {t}",
        "{a} [settled] terms with {b} for {t}",
    ),
    "CONSULT": (
        "{a} [met] {b} to talk about {t}",
        "{a} [held] talks with {b} on {t}",
        "{a} [received] {b} for a round on {t}",
    ),
    "SUPPORT": (
        "{a} [praised] {b} for its work on {t}",
        "{a} [welcomed] the stance of {b} on {t}",
        "{a} [backed] {b} in the matter of {t}",
    ),
    "CONCEDE": (
        "{a} [eased] its rules towards {b} on {t}",
        "{a} [apologised] to {b} for the delay of {t}",
        "{a} [accepted] what {b} had asked about {t}",
    ),
    "COOPERATE": (
        "{a} [ran] a joint programme with {b} at {t}",
        "{a} [shared] its survey of {t} with {b}",
        "{a} [opened] a shared office with {b} for {t}",
    ),
    "AID": (
        "{a} [sent] supplies to {b} for {t}",
        "{a} [lent] money to {b} towards {t}",
        "{a} [delivered] equipment to {b} for {t}",
    ),
    "RETREAT": (
        "{a} [withdrew] its crews from {b} near {t}",
        "{a} [released] workers from {b} held at {t}",
        "{a} [stood] down before {b} over {t}",
    ),
    "REQUEST": (
        "{a} [asked] {b} to change its plans for {t}",
        "{a} [urged] {b} to answer on {t}",
        "{a} [called] on {b} to share the cost of {t}",
    ),
    "ACCUSE": (
        "{a} [accused] {b} of misleading others about {t}",
        "{a} [criticised] {b} over its handling of {t}",
        "{a} [blamed] {b} for the stoppage at {t}",
    ),
    "REJECT": (
        "{a} [rejected] the proposal of {b} on {t}",
        "{a} [refused] to follow {b} in the matter of {t}",
        "{a} [turned] down {b} over {t}",
    ),
    "THREATEN": (
        "{a} [threatened] {b} with new measures over {t}",
        "{a} [warned] {b} that it would close {t}",
        "{a} [vowed] to answer {b} over {t}",
    ),
    "PROTEST": (
        "{a} [protested] against {b} because of {t}",
        "{a} [demonstrated] against {b} beside {t}",
        "{a} [blocked] the gate of {b} over {t}",
    ),
    "SANCTION": (
        "{a} [imposed] duties on {b} over {t}",
        "{a} [expelled] two envoys of {b} after {t}",
        "{a} [suspended] its treaty with {b} on {t}",
    ),
    "MOBILIZE": (
        "{a} [moved] units towards {b} near {t}",
        "{a} [raised] the alert facing {b} around {t}",
        "{a} [deployed] patrols opposite {b} at {t}",
    ),
    "COERCE": (
        "{a} [seized] vessels of {b} off {t}",
        "{a} [detained] crews from {b} at {t}",
        "{a} [restricted] traders of {b} at {t}",
    ),
    "ASSAULT": (
        "{a} [shelled] positions of {b} near {t}",
        "{a} [attacked] a post of {b} beside {t}",
        "{a} [struck] depots of {b} around {t}",
    ),
}
# How a status changes what is told: before the trigger's words, or after them.
STATUS_TAILS = {
    "occurred": ("", "", ", officials said", ", officials on both sides said"),
    "ongoing": (", and goes on doing so", ", a practice that has not ended"),
    "planned": (", as is planned for the coming weeks", ", in a step set for next month"),
    "conditional": (", should the review end without a result", ", if the committee so decides"),
    "demanded": (", as members of parliament demand", ", as its partners have demanded"),
    "denied": (", a report that both sides deny", ", which its ministry says did not happen"),
}
# Half of the sentences end sooner: about 20 words on average.
LONG_TAILS = (
    "",
    "",
    "",
    "",
    "",
    " after {n} {period} of {adjective} work on the {noun}",
    " while {n} {period} of {noun} remain under review",
    " despite the {adjective} {noun} that opened {n} {period} ago",
    " with a {adjective} {noun} expected within {n} {period}",
)
QUOTES = (
    "the {adjective} {noun} is in the hands of engineers",
    "we will look at the {adjective} {noun} with patience",
    "nobody gains from a {adjective} {noun}",
    "the {noun} belongs to those who live beside it",
)
PLEDGES = (
    "{a} will finish the {adjective} {noun} at {t} by {day}",
    "{a} undertook to fund {t} and its {noun} by {day}",
    "{a} promised {b} that {t} would open by {day}",
)
OUTLOOKS = (
    ("{t} could be delayed", "the {adjective} {noun} is not settled", "could", "worsens"),
    ("work on {t} may speed up", "the {adjective} {noun} holds", "may", "improves"),
    ("{t} is likely to stay closed", "the {noun} is put off again", "likely", "worsens"),
)
TITLES = ("{a}, {b} and {t}", "{a} turns to {b} on {t}", "What {t} means for {a}", "{t}: {b} waits for {a}")
ADJECTIVES = (
    "joint upper lower eastern western northern southern coastal inland seasonal shared disputed narrow wide early "
    "quiet costly partial second third final technical public regional provincial temporary lasting modern ageing "
    "formal rural urban floating covered measured pending renewed winding unfinished"
).split()
NOUNS = (
    "corridor canal terminal ferry archive harbour quarry reservoir pipeline causeway bridge tunnel junction market "
    "survey tariff ledger depot lighthouse fishery orchard mill foundry customs-house railway observatory clinic "
    "library nursery pasture plateau basin estuary wharf garrison checkpoint ropeway dam levee kiln"
).split()
PERIODS = ("days", "weeks", "months", "rounds")
# Each of these stands for a party: PLOVER sector, office and how it is named after its state's adjective or name.
OFFICES = (
    ("GOV", "foreign-minister", "foreign minister"),
    ("GOV", "trade-minister", "trade minister"),
    ("MIL", "defence-minister", "defence minister"),
    ("LEG", "speaker", "parliament's speaker"),
    ("BUS", None, "port operators"),
    ("CVL", None, "dock workers"),
)
# Persons go by offices that nobody holds.
WARDENS = ("Warden of the Tides", "Keeper of the Cables", "Steward of the Passes", "Marshal of the Lamps")
_HEADS = "vel tos bran kir mul ost dra fen gol har jun lim nor pel quor ras sil tam ulv wex".split()
_ENDS = "mar prin ack ovan edra ish ulo entz ara iden ombe ask".split()
_PAPERS = ("Wire", "Herald", "Gazette", "Courier", "Monitor", "Observer", "Dispatch", "Review")


def names(chance: Random, count: int) -> list[str]:
    """Made-up names, each once, in an order drawn by `chance`."""
    every = [f"{head}{end}".title() for head in _HEADS for end in _ENDS]
    return chance.sample(every, count)


def outlets(chance: Random, count: int) -> list[str]:
    """Names of made-up outlets, each once."""
    return [f"{name} {chance.choice(_PAPERS)}" for name in names(chance, count)]


def date_words(first: date, last: date) -> str:
    """A period as a report names it."""
    days = (last - first).days
    if days == 0:
        return f"on {first:%B} {first.day}"
    if days < 7:
        return f"between {first:%B} {first.day} and {last:%B} {last.day}"
    return f"in {first:%B} {first.year}" if days < 40 else f"in {first.year}"
