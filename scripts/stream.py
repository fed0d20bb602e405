"""A stream of general news, generated: reports of all desks, of which one in fifteen is about relations of states.

The same on every machine. For benchmarks of `comity code`: nine of ten sentences and more name no two states.

    python scripts/stream.py 100000 > stream.jsonl
"""

import argparse
import json
import sys
from collections.abc import Iterator
from random import Random

import generated

SENTENCES = 8  # of a report, about what an agency sends
INTERSTATE = 15  # one report in so many tells of states, from the samples' paragraphs
TOWNS = "Ashby Brackwell Carrow Dunmere Eastleigh Farrow Glenholm Harwick Inverby Kelstone Larkham Millbrook".split()
NAMES = "Amber Blyth Corin Dale Esme Farley Greer Hollis Imre Jory Keir Lowen Maren Nico Orla Perrin Quill Rhea".split()
FAMILIES = "Ashdown Birch Calder Dorsey Ellwood Finch Garland Hale Ingram Jessop Kirby Lyle Mercer Nash Orton".split()
DESKS = {
    "sport": (
        "{town} Rovers beat {town2} United 3-1 on Saturday after {person} scored twice in the second half.",
        "The coach, {person}, said her side had trained well all week and deserved the points.",
        "{person} broke the club record in the 400 metres and finished in 44.9 seconds.",
        "A crowd of {number} watched the final, the largest at the ground in ten years.",
        "The goalkeeper left the pitch with a knee injury and will miss the rest of the season.",
        "Tickets for the return match go on sale at noon on {day}.",
        "Brazil are the favourites for the title after five wins in a row.",
    ),
    "weather": (
        "Heavy rain is expected across the north on {day}, with gusts of up to {number} km an hour on the coast.",
        "The river at {town} rose by two metres overnight and flooded {number} cellars.",
        "Temperatures will fall to five degrees below zero in the valleys.",
        "Roads around {town} stayed closed while crews cleared fallen trees.",
        "Forecasters expect a dry and sunny weekend.",
        "Schools in {town} opened two hours late because of the snow.",
    ),
    "business": (
        "{family} and Sons, a maker of garden tools, reported a profit of {number} thousand for the quarter.",
        "Its shares rose 4 per cent in morning trading after the company raised its dividend.",
        "The chain will open a shop in {town} next spring and hire {number} people.",
        "{person}, its chief executive, said that orders had grown faster than expected.",
        "Analysts had forecast sales of {number} thousand units.",
        "House prices in {town} have doubled since 2015, a survey by estate agents showed.",
        "The bakery will stop making its rye loaf because flour has become too dear.",
        "Exports of machinery to Germany fell for the third month, the trade body's figures showed.",
    ),
    "courts": (
        "A {number}-year-old man from {town} was fined for driving without a licence.",
        "The jury heard that {person} had taken the money from the till over several months.",
        "Firefighters put out a blaze in a warehouse near {town} in the early hours of {day}.",
        "Nobody was hurt, but {number} bicycles were lost.",
        "The trial of {person} goes on until {day}.",
        "Witnesses saw two women leave the shop shortly before closing time.",
    ),
    "town": (
        "The town hall of {town} will be painted green after residents voted on the colour.",
        "{person}, who runs the library, hopes that more children will come on {day}.",
        "The new bridge cost {number} thousand more than planned and opens in June.",
        "Bus fares in {town} rise by ten per cent next month.",
        "Residents of {town} complained about the smell of the new composting plant.",
        "The market moves to the station square while the old one is paved.",
        "Volunteers planted {number} lime trees along the canal.",
    ),
    "science": (
        "Researchers at the University of {town} found that bees remember colours for up to nine days.",
        "The study followed {number} people who slept less than six hours a night.",
        "{person}, who led the work, said the effect was small but steady.",
        "A telescope in Chile took the sharpest picture yet of the dwarf planet's ring.",
        "The fossil, {number} million years old, was found by a pupil on a school trip.",
        "The new vaccine is given as a spray and keeps for a year without cooling.",
    ),
    "culture": (
        "{person}'s third novel tells of a lighthouse keeper who learns to dance.",
        "The film opens on {day} and runs for almost three hours.",
        "The museum of {town} shows {number} drawings that its founder kept in a hat box.",
        "The orchestra played Italian songs for an hour before the rain came.",
        "Her new album was recorded in a barn outside {town}.",
        "The play has been sold out since it opened in March.",
    ),
}
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def sentence(draw: Random, desk: tuple[str, ...]) -> str:
    """One sentence of a desk, its blanks filled."""
    first, second = draw.sample(TOWNS, 2)
    return draw.choice(desk).format(
        town=first, town2=second, day=draw.choice(DAYS), number=draw.randint(11, 990), family=draw.choice(FAMILIES),
        person=f"{draw.choice(NAMES)} {draw.choice(FAMILIES)}",
    )  # fmt: skip


def reports(count: int) -> Iterator[dict[str, str]]:
    """Reports of about `count` sentences in all, each drawn by its own number."""
    pool = generated.paragraphs()
    told = number = 0
    while told < count:
        draw = Random(number)
        if number % INTERSTATE == 0:
            # Two or three paragraphs of the samples are about as long as a report of another desk.
            text = "\n\n".join(draw.sample(pool, 2))
            told += text.count(". ") + 2
        else:
            desk = draw.choice(sorted(DESKS))
            text = "\n\n".join(sentence(draw, DESKS[desk]) for _ in range(SENTENCES))
            told += SENTENCES
        yield {"id": f"stream-{number:06}", "published": "2024-03-06", "outlet": "Example Wire", "text": text}
        number += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=int, help="how many sentences to write, about")
    for each in reports(parser.parse_args().sentences):
        sys.stdout.write(json.dumps(each) + "\n")


if __name__ == "__main__":
    main()
