"""Which later rows bear on a promise: by parties, type, issue, date, place and words, and what each means for it."""

from datetime import date, timedelta

from comity.ledger.later import Later, Rows
from comity.ledger.meaning import Meanings
from comity.ledger.promise_words import KEEPING_STILL, MEETING, OPEN_ENDED, content, offices, other_thing, stem, verb_of
from comity.ledger.saying import Meaning, meaning_of
from comity.ledger.similarity import Days, contradict, days_of
from comity.ledger.telling import Entry
from comity.model import Event, Match

# What each part weighs, and what a match must reach: judged on the open half of tests/gold/pledges.jsonl.
WEIGHTS = {"parties": 0.2, "type": 0.25, "text": 0.3, "date": 0.15, "issue": 0.05, "place": 0.05}
ENOUGH = 0.6
# The least of the text part, by how much else speaks for a row: the promised verb itself, the promised type, neither.
WORDS_SAME_VERB, WORDS_SAME_TYPE, WORDS_ELSE = 0.33, 0.45, 0.6
# An undated meeting is looked for within about a year.
SOON = 400
# A promise without a day is looked for this long; one with a day this long after it.
WITHOUT_DUE = timedelta(days=3 * 365)
AFTER_DUE = timedelta(days=2 * 365)
# A meeting this far from the day set for it is another meeting.
OTHER_MEETING = timedelta(days=21)

_COOPERATIVE = frozenset({"COOPERATE", "AID", "RETREAT", "SUPPORT", "CONCEDE"})
_HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "REJECT", "THREATEN", "ACCUSE", "PROTEST"})
_BODIES = frozenset("force commission committee council group dialogue panel body hotline board".split())
STILL = frozenset(stem(word) for word in KEEPING_STILL)
OPEN = frozenset(stem(word) for word in OPEN_ENDED)


def _wanted(entry: Entry) -> set[str]:
    """The clues by which a promise's rows are looked up."""
    pledges = [telling.pledge for telling in entry.tellings]
    clues = {each for pledge in pledges for each in content(pledge.text) - {verb_of(pledge.text)}}
    clues |= {f"issue {pledge.area}" for pledge in pledges if pledge.area}
    if _meeting(entry):
        clues |= {"type CONSULT", "type REJECT"}
    if entry.negative or verb_of(entry.first.pledge.text) in STILL:
        clues |= {"type ASSAULT", "type MOBILIZE", "type COERCE"}
    return clues or {verb_of(entry.first.pledge.text)}


def matches(entry: Entry, rows: Rows, meanings: Meanings) -> list[tuple[Match, Meaning, Later]]:
    """What bears on a promise, one match an incident (the best), in the order of days."""
    wanted = sorted(_wanted(entry))
    near = {
        id(later): later for state in sorted(entry.givers) for clue in wanted for later in rows.get((state, clue), ())
    }
    fitting = [later for later in near.values() if _in_time(entry, later) and _office_fits(entry, later)]
    best: dict[tuple[str, str], tuple[Match, Meaning, Later]] = {}
    texts = list(dict.fromkeys(telling.pledge.text for telling in entry.tellings))
    for later in fitting:
        meaning = meaning_of(entry, later.row, later.sentence)
        if meaning is None:
            continue
        parts = _cheap(entry, later, meaning)
        if parts is None:
            continue
        parts["text"] = _text(entry, texts, later, meaning, meanings)
        score = min(1.0, sum(WEIGHTS[name] * value for name, value in parts.items()) + (0.1 if meaning.told else 0.0))
        if score < ENOUGH or parts["text"] < _least_words(entry, later, meaning):
            continue
        rounded = {name: round(value, 3) for name, value in parts.items()}
        match = Match(later.row.id, later.report.id, meaning.name, round(score, 3), rounded, later.when,
                      later.report.published, later.row.evidence)  # fmt: skip
        # A sentence that tells of keeping or breaking tells it once, however many acts it names.
        at = later.row.evidence[0].start if later.row.evidence else 0
        same = f"{later.report.id}:{at}" if meaning.told else later.incident or later.row.id
        key = (same, meaning.name)
        dated = (match.score, later.days is not None)
        if key not in best or dated > (best[key][0].score, best[key][2].days is not None):
            best[key] = (match, meaning, later)
    return sorted(best.values(), key=lambda each: (each[2].day or "~", each[1].told, each[0].row))


def _least_words(entry: Entry, later: Later, meaning: Meaning) -> float:
    """What the text part must reach for a row to be about the promise at all."""
    if meaning.told or meaning.same_verb or (isinstance(later.row, Event) and later.row.rule in entry.rules):
        return WORDS_SAME_VERB
    if meaning.name not in ("keeps", "keeps in part"):
        return WORDS_SAME_VERB
    same_type = isinstance(later.row, Event) and later.row.type in entry.types
    if stem(verb_of(entry.first.pledge.text)) in OPEN:
        return WORDS_ELSE
    return WORDS_SAME_TYPE if same_type else WORDS_ELSE


def made_day(entry: Entry) -> date | None:
    """The last day on which a promise may have been made: told, else the day of its first report."""
    told = [found[1] for each in entry.tellings if (found := days_of(each.pledge.made_on))]
    days = [min(told)] if told else []
    printed = [day for each in entry.tellings if (day := _day(each.report.published))]
    days += [min(printed)] if printed else []
    return min(days) if days else None


def due_days(entry: Entry) -> Days | None:
    """The days by which it is due, as the latest report has it; null when unknown or before it was made."""
    made = made_day(entry)
    for telling in sorted(entry.tellings, key=lambda each: each.report.published or "", reverse=True):
        days = days_of(telling.pledge.due)
        if days is not None:
            return days if made is None or days[1] >= made else None
    return None


def _in_time(entry: Entry, later: Later) -> bool:
    """Whether a row is later than the promise, not the act that made it, and not too late to be its keeping."""
    first, made, due = entry.first, made_day(entry), due_days(entry)
    days = later.days
    if later.order in {telling.order for telling in entry.tellings}:
        # In a report that tells the promise itself only an act of a later day can be its keeping.
        told = days_of(first.pledge.made_on)
        if told is None or days is None or days[0] <= told[1]:
            return False
    elif later.report.published and first.report.published and later.report.published <= first.report.published:
        return False
    known = None if later.of_a_plan else days[1] if days else later.since
    if made is not None and known is not None and known < made:
        return False
    at = _day(later.day)
    if at is None or made is None:
        return False  # without both days nobody knows which came first
    return at <= (due[1] + AFTER_DUE if due is not None else made + WITHOUT_DUE)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _office_fits(entry: Entry, later: Later) -> bool:
    """Whether the same offices act: the finance ministers' meeting is not the defence ministers'."""
    if not _meeting(entry):
        return True
    promised, acting = offices(entry.first.sentence), offices(later.sentence)
    return not promised or not acting or not promised.isdisjoint(acting)


def _meeting(entry: Entry) -> bool:
    return bool(MEETING.search(entry.first.pledge.text)) and (not entry.types or "CONSULT" in entry.types)


def _cheap(entry: Entry, later: Later, meaning: Meaning) -> dict[str, float] | None:
    """The parts of the score that need no embedding; null where one of them rules the row out."""
    parties, kind, place = _parties(entry, later, meaning), _type(entry, later, meaning), _place(entry, later)
    when = _date(entry, later, meaning)
    if min(parties, kind, place, when) <= 0:
        return None
    return {"parties": parties, "issue": _issue(entry, later), "type": kind, "date": when, "place": place}


def _parties(entry: Entry, later: Later, meaning: Meaning) -> float:
    row, wanted = later.row, entry.states
    named = later.named
    if meaning.told:
        found = later.states | named
        return 1.0 if wanted <= found else 0.7 if found & entry.givers else 0.0
    if not isinstance(row, Event):
        found = named
        return 1.0 if wanted <= found else 0.7 if found & entry.givers and not found - wanted else 0.0
    actors = {ref.country for ref in row.actors if ref.country}
    found = later.states
    if not actors & (wanted if meaning.name in ("puts off", "takes back") else entry.givers):
        # Of three leaders who met the coder may have two, while the sentence names them all.
        return 0.8 if _meeting(entry) and len(actors) > 1 and wanted <= found | named else 0.0
    others = wanted - actors if len(entry.givers) < 2 else wanted
    foreign = found - wanted
    if foreign and (
        not others <= found | named or (_meeting(entry) and meaning.name not in ("keeps", "keeps in part"))
    ):
        return 0.0
    if wanted <= found:
        return 0.8 if foreign else 1.0
    if _meeting(entry) and meaning.name == "keeps" and not wanted <= found | named:
        return 0.0
    return 0.9 if wanted <= found | named else 0.6


def _type(entry: Entry, later: Later, meaning: Meaning) -> float:
    row, types = later.row, entry.types
    if meaning.told or not isinstance(row, Event):
        return 1.0
    if (row.rule and row.rule in entry.rules) or meaning.same_verb:
        return 1.0
    if meaning.name != "keeps":
        return 0.9 if row.type in _HOSTILE or row.status == "denied" or meaning.name == "takes back" else 0.7
    if row.type in types:
        return 0.8
    if row.type == "CONSULT" and "first meeting" in later.sentence.lower():
        return 0.8 if content(entry.first.pledge.text) & _BODIES else 0.0
    if row.type in _COOPERATIVE:
        return 0.6 if not types or types & _COOPERATIVE else 0.3 if types == {"MOBILIZE"} else 0.0
    return 0.4 if not types and row.type == "CONSULT" and verb_of(entry.first.pledge.text) == "meet" else 0.0


def _date(entry: Entry, later: Later, meaning: Meaning) -> float:
    at, due, made = _day(later.day), due_days(entry), made_day(entry)
    if at is None:
        return 0.4
    if due is None:
        return 1.0 if made is None or (at - made).days <= 400 else 0.6
    if _meeting(entry) and meaning.name == "keeps":
        off = max(due[0] - at, at - due[1], timedelta(0))
        return 1.0 if not off else 0.7 if off <= OTHER_MEETING else 0.0
    if at <= due[1]:
        return 1.0
    return 0.8 if at - due[1] <= timedelta(days=180) else 0.5


def _place(entry: Entry, later: Later) -> float:
    if not isinstance(later.row, Event) or later.row.place is None or not entry.places:
        return 0.5
    if any(not contradict(place, later.row.place) for place in entry.places):
        return 1.0
    return 0.0 if _meeting(entry) else 0.1


def _issue(entry: Entry, later: Later) -> float:
    told = {telling.pledge.area for telling in entry.tellings if telling.pledge.area}
    told |= {issue for telling in entry.tellings for event in telling.deeds for issue in event.issues}
    issues = set(later.row.issues) if isinstance(later.row, Event) else set()
    if not told or not issues:
        return 0.5
    return 1.0 if told & issues else 0.0


def _same_meeting(entry: Entry, later: Later, meaning: Meaning) -> bool:
    """Whether day, place or offices say that a meeting is the one that was promised."""
    due, at, made = due_days(entry), _day(later.day), made_day(entry)
    if due is not None:
        return meaning.name != "keeps" or _date(entry, later, meaning) >= 0.7
    soon = at is not None and made is not None and (at - made).days <= SOON
    office = offices(entry.first.sentence) & offices(later.sentence)
    return soon and len(entry.states) > 1 and (_place(entry, later) == 1.0 or bool(office))


def _text(entry: Entry, texts: list[str], later: Later, meaning: Meaning, meanings: Meanings) -> float:
    """How much a row's words are those of the promise: shared stems and nearness of meaning, half each."""
    acted = content(later.sentence)
    if isinstance(later.row, Event) and later.row.trigger is not None:
        acted |= {stem(later.row.trigger.text)}
    shared = 0.0
    for text in texts:
        promised = content(text) - {"meet"} if _meeting(entry) else content(text)
        things = promised - {verb_of(text)}
        if meaning.name == "breaks" and not meaning.same_verb:
            promised = things
        if things and not things & acted:
            continue  # a verb alone is no matter in common: much is reopened
        if other_thing(text, later.sentence):
            return 0.0
        shared = max(shared, len(promised & acted) / len(promised) if promised else 1.0)
    if _meeting(entry) and meaning.name != "breaks" and shared < 0.7 and _same_meeting(entry, later, meaning):
        # A meeting is told by who meets, when and where; what it is about is often left out.
        shared = 0.7
    near = max(meanings.nearness(text, later.sentence) for text in texts)
    return 0.55 * shared + 0.45 * min(1.0, max(0.0, (near - 0.1) / 0.5))
