"""Short reports of invented dealings, each of its own: for trials of reading very many.

Of paragraphs drawn again and again (see `generated`) a few incidents would be told by thousands of reports, which no
news do. Here states, matters, days and deeds are drawn by the report's number.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from comity import codebook

FIRST_DAY = date(2015, 1, 5)
# Nine years.
SPAN = 3287
MATTERS = (
    "fishing quotas", "a border crossing", "visa fees", "steel tariffs", "a railway line", "water rights",
    "grain exports", "air routes", "a gas pipeline", "customs checks", "student exchanges", "a power cable",
    "fruit imports", "a prison swap", "port charges", "the return of archives", "overflights", "timber levies",
    "a ferry service", "satellite data",
)  # fmt: skip
DEEDS = (
    "{one} and {other} held talks on {matter} in {capital} on {day}.",
    "On {day} {one} summoned the ambassador of {other} over {matter}.",
    "{one} signed an agreement with {other} on {matter} on {day}.",
    "{one} accused {other} on {day} of breaking the deal on {matter}.",
    "{one} pledged {other} to settle the dispute over {matter} by {due}.",
    "The foreign minister of {one} visited {capital} on {day} to discuss {matter}.",
    "{one} imposed sanctions on {other} on {day} because of {matter}.",
    "{one} lifted its restrictions on {other} concerning {matter} on {day}.",
    "{one} rejected a proposal by {other} about {matter} on {day}.",
    "{one} sent aid to {other} on {day} after floods, and put {matter} aside.",
    "Officials of {one} said on {day} that {other} would reopen negotiations on {matter}.",
    "{one} threatened on {day} to leave the commission with {other} on {matter}.",
)
BETWEEN = (
    "Markets in the region hardly moved.",
    "Neither government gave further details.",
    "Traders had waited for weeks.",
    "The matter has been open for years.",
)


def reports(count: int) -> Iterator[dict[str, str]]:
    """`count` reports of four sentences, two of them deeds, drawn each by its own number."""
    states = [state for state in codebook.states().values() if state.kind == "state" and state.capital]
    for number in range(count):
        chance = Random(number)
        published = FIRST_DAY + timedelta(days=number * SPAN // count)
        sentences = [chance.choice(BETWEEN), chance.choice(BETWEEN)]
        one, other = chance.sample(states, 2)
        for place in (0, 2):
            day = published - timedelta(days=chance.randrange(6))
            due = published + timedelta(days=30 * chance.randrange(2, 20))
            sentences.insert(place, chance.choice(DEEDS).format(
                one=one.name, other=other.name, capital=other.capital, matter=chance.choice(MATTERS),
                day=f"{day.day} {day:%B %Y}", due=f"{due:%B %Y}"))  # fmt: skip
        text = " ".join(sentences)
        yield {
            "id": f"told-{number:06}",
            "published": str(published),
            "outlet": f"Example Wire {number % 40}",
            "text": text,
        }


def write(path: Path, count: int) -> Path:
    """Write `count` reports as JSON lines; gives the path."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(each) + "\n" for each in reports(count))
    return path
