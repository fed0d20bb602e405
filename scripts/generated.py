"""Reports made of the samples' paragraphs, and codings made up, the same for everybody: for benchmarks and trials."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from comity import codebook
from comity.model import ActorRef, Coding, Date, Event, Report, Span

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OUTLETS = ("Example Wire", "The Example Herald", "Example Review of Asia")
FIRST_DAY = date(2016, 1, 4)
# Ten years, so that many reports reach no future.
SPAN = 3652
# Shorter blocks of the samples are headings, bylines and page noise.
SHORTEST = 200
# What a generated coding tells: PLOVER type, quad class and intensity.
ACTS = (
    ("CONSULT", "verbal cooperation", 1.0),
    ("ACCUSE", "verbal conflict", -2.0),
    ("SANCTION", "material conflict", -5.0),
)
EVENTS = 4  # of a generated coding
DYADS = 300
YEARS = 10


def paragraphs() -> list[str]:
    """The paragraphs of the plain-text samples, in the order of their files."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt")))
    blocks = (" ".join(block.split()) for text in texts for block in text.split("\n\n"))
    return [block for block in blocks if len(block) >= SHORTEST and block.endswith((".", '"', "”"))]


def reports(count: int, *, size: int = 6) -> list[dict[str, str]]:
    """`count` reports of `size` paragraphs (6 are about 350 words), each drawn by its own number."""
    pool = paragraphs()
    found = []
    for number in range(count):
        text = "\n\n".join(Random(number).sample(pool, size))
        found.append(
            {
                "id": f"generated-{number:05}",
                "published": str(FIRST_DAY + timedelta(days=number % SPAN)),
                "outlet": OUTLETS[number % len(OUTLETS)],
                "title": f"Generated report {number}",
                "text": text,
            }
        )
    return found


def write(path: Path, count: int, *, size: int = 6) -> Path:
    """Write `count` reports as JSON lines; gives the path."""
    path.write_text("".join(json.dumps(each) + "\n" for each in reports(count, size=size)), encoding="utf-8")
    return path


def pair(number: int) -> tuple[str, str]:
    """The two states of a generated dyad, by its number."""
    states = sorted(codebook.states())
    return states[number % 25], states[25 + number // 25]


def codings(events: int, *, busy: float = 0.0) -> Iterator[Coding]:
    """Codings of `EVENTS` events each over ten years among 300 dyads; the share `busy` of events is of the first.

    Dates are as mixed as in news: most a day, some days, a month, a year or none. What is told means nothing.
    """
    pairs = [pair(number) for number in range(DYADS)]
    stock = [f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(300)]
    for number in range(events // EVENTS):
        chance = Random(number)
        read = FIRST_DAY + timedelta(days=number * 365 * YEARS * EVENTS // events)
        sentences = [" ".join(chance.choices(stock, k=12)) + "." for _ in range(EVENTS)]
        report = Report(
            id=f"coding-{number:06}",
            text="\n".join(sentences),
            published=str(read),
            outlet=OUTLETS[number % len(OUTLETS)],
            language="en",
        )
        found, start = [], 0
        for place, sentence in enumerate(sentences):
            sides = pairs[0] if chance.random() < busy else chance.choice(pairs)
            span = Span(start, start + len(sentence), sentence)
            start = span.end + 1
            found.append(_event(f"e-{number:06}-{place}", chance, read, sides, span))
        yield Coding(report, "generated.v1", (), tuple(found), (), (), (), (), (), (), ())


def _event(id: str, chance: Random, read: date, states: tuple[str, str], span: Span) -> Event:
    type_, quad, intensity = chance.choice(ACTS)
    first = read - timedelta(days=chance.randrange(4))
    days = chance.choice((0, 0, 0, 2, 30, 365, None))
    last = None if days is None else first + timedelta(days=days)
    sides = [ActorRef(code, "GOV", f"state:{code}", None, code) for code in chance.sample(states, 2)]
    return Event(
        id=id,
        type=type_,
        mode=None,
        contexts=(),
        actors=(sides[0],),
        recipients=(sides[1],),
        date=None if last is None else Date(str(first), str(last), "day" if days == 0 else "none"),
        status="occurred",
        quad=quad,  # type: ignore[arg-type]
        intensity=intensity,
        cameo=None,
        place=None,
        issues=(chance.choice(("trade", "fishing", "borders", "history")),) if chance.random() < 0.5 else (),
        figures=(),
        reported_by=None,
        evidence=(span,),
        confidence=0.6,
    )
