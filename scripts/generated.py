"""Reports made of the samples' paragraphs, the same for everybody: input for benchmarks and trials."""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OUTLETS = ("Example Wire", "The Example Herald", "Example Review of Asia")
FIRST_DAY = date(2016, 1, 4)
# Shorter blocks of the samples are headings, bylines and page noise.
SHORTEST = 200


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
                "published": str(FIRST_DAY + timedelta(days=number)),
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
