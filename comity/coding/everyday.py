"""Everyday life that sounds like politics: crime at home, business between firms, sport."""

from comity.coding.found import Found
from comity.recognition.tree import kids

FIGHTING = frozenset(
    "bomb bombing blast explosion shell shelling strike airstrike rocket missile mortar grenade gunman gunmen militant "
    "rebel troop soldier army force fighter militia insurgent attack raid ambush war clash battle terrorist jihadist "
    "fire crackdown police guard drone jet artillery tank protest rally convoy settler".split()
)
PRIVATE = frozenset({None, "CVL", "BUS", "CRM", "MED", "EDU", "HLH", "LAB", "REF", "AGR"})
OFFICIAL = frozenset({"GOV", "LEG", "JUD", "COP", "IGO", "REB", "OPP", "PTY", "LAB"})
BARGAINS = frozenset({"AGREE", "SUPPORT", "ACCUSE", "REQUEST", "COOPERATE", "CONSULT", "THREATEN", "REJECT"})
COMMON_CRIMES = frozenset(
    "steal theft rob robbery burgle burglary murder murdering rape raping fraud embezzle drunk speeding forgery "
    "forging stabbing stab kill killing manslaughter arson shoplifting drug drugs cocaine heroin smuggle smuggling "
    "assault abuse poisoning poison blackmail counterfeit pickpocket vandalism".split()
)
ORDINARY = frozenset(
    "man woman men women boy girl teenager youth couple nurse doctor teacher driver brother sister father mother "
    "husband wife son daughter suspect pensioner student farmer cook waiter plumber gang thief".split()
)
SPORT = frozenset(
    "match league championship tournament semi-final semifinal quarter-final quarterfinal playoff innings "
    "wicket goalkeeper midfielder skater referee umpire halftime half-time lap medal medalist scoreline "
    "stadium scrum puck rink velodrome regatta marathon cyclist peloton batsman batsmen bowler pitcher inning "
    "tie-break fixture qualifier derby shoot-out hat-trick offside rematch heavyweight middleweight "
    "featherweight grandmaster footballer teammate".split()
)
CONTESTED = frozenset(
    {"ASSAULT", "RETREAT", "MOBILIZE", "COERCE", "AGREE", "CONSULT", "CONCEDE", "COOPERATE", "THREATEN"}
)
# Private persons who act in public.
CIVIC = frozenset(
    "activist activists campaigner campaigners protester protesters demonstrator demonstrators dissident dissidents "
    "marcher marchers villagers residents citizens people voters strikers refugees migrants relatives survivors "
    "victims veterans critics intellectuals exiles".split()
)
# Words that no report of a game holds, whatever stadium it names.
ARMS = frozenset(
    "troop soldier army missile rocket bomb police minister president rebel militia airstrike shelling drone "
    "navy warship parliament sanction embassy ambassador protester border ceasefire".split()
)


def private(row: Found) -> bool:
    """Tell whether no side is a state, an office or a force: that is crime or accident, not politics."""
    everyone = (*row.roles.actors, *row.roles.recipients)
    return all(
        ref.country is None and ref.sector in (None, "CVL", "BUS", "CRM", "MED", "EDU", "HLH", "LAB")
        for ref in everyone
    )


def unfought(row: Found) -> bool:
    """Tell whether private persons come to harm by nobody, with no word of arms or unrest around."""
    if row.roles.actors or not all(ref.sector in PRIVATE for ref in row.roles.recipients):
        return False
    return not FIGHTING & {token.lemma.lower() for token in row.sentence.tokens if token.i != row.token}


def sporting(row: Found) -> bool:
    """Tell whether a sentence speaks of sport: what its sides do to each other is a game."""
    words = {word for token in row.sentence.tokens for word in (token.lemma.lower(), token.text.lower())}
    return bool(SPORT & words) and not ARMS & words


def among_firms(row: Found) -> bool:
    """Tell whether a firm acts, and on nobody political."""
    everyone = (*row.roles.actors, *row.roles.recipients)
    firms = any(ref.sector == "BUS" for ref in row.roles.actors)
    return firms and not any(ref.sector in OFFICIAL or (ref.id or "").startswith("state:") for ref in everyone)


def among_people(row: Found) -> bool:
    """Tell whether private persons act on nobody else: sisters who make up, shoppers who are warned."""
    everyone = (*row.roles.actors, *row.roles.recipients)
    return bool(row.roles.actors) and all(
        ref.sector == "CVL" and (ref.id or "").startswith(("office:", "state:"))
        and not CIVIC & set(ref.text.lower().replace("-", " ").split())
        for ref in everyone
    )  # fmt: skip


def common_crime(row: Found) -> bool:
    """Tell whether police or a court deal with an ordinary person over an ordinary crime."""
    if not all(ref.sector in ("COP", "JUD", None) for ref in row.roles.actors):
        return False
    people = {word for ref in row.roles.recipients for word in ref.text.lower().split()}
    objects = {row.sentence.tokens[c].lemma for c in kids(row.sentence, row.token, "dobj", "nsubjpass")}
    words = {token.lemma.lower() for token in row.sentence.tokens}
    return bool(ORDINARY & (people | objects)) and bool(COMMON_CRIMES & words)


def everyday(row: Found) -> str:
    """Give the reason why an act is everyday life and no politics, "" when it may be politics."""
    if row.type == "ASSAULT" and (private(row) or unfought(row)):
        return "violence between private persons"
    if row.type in CONTESTED and sporting(row):
        return "a game, not an act between states"
    if row.type in BARGAINS and among_firms(row):
        return "firms and private persons among themselves"
    if row.type in BARGAINS and among_people(row):
        return "private persons among themselves"
    if row.type in ("COERCE", "ACCUSE") and common_crime(row):
        return "a common crime at home"
    return ""
