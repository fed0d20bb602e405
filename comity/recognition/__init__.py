"""What the words of a report refer to: actors at a date, places, dates, quotes, predicates."""

from collections import deque
from collections.abc import Iterable, Iterator

from comity.model import Reading, Report, Sentence
from comity.recognition.actors import actors_of, mentions_of
from comity.recognition.cast import Cast
from comity.recognition.coreference import resolve
from comity.recognition.dates import find_dates
from comity.recognition.nlp import MODEL, parse
from comity.recognition.people import find_people
from comity.recognition.places import find_places
from comity.recognition.quotes import find_quotes
from comity.recognition.scene import set_scene

__all__ = ["MODEL", "recognise", "recognise_all"]


def recognise_all(reports: Iterable[Report], *, model: str = MODEL) -> Iterator[Reading]:
    """Give the readings of reports in order; streams, so memory does not grow with their number.

    Raises `ModelMissing` when the language model is not installed.
    """
    waiting: deque[Report] = deque()

    def texts() -> Iterator[str]:
        for report in reports:
            waiting.append(report)
            yield report.text

    for sentences in parse(texts(), model=model):
        yield read_sentences(waiting.popleft(), sentences)


def recognise(report: Report, *, model: str = MODEL) -> Reading:
    """Give the reading of one report. Raises `ModelMissing` when the language model is not installed."""
    (reading,) = recognise_all([report], model=model)
    return reading


def read_sentences(report: Report, sentences: tuple[Sentence, ...]) -> Reading:
    """Give the reading of a report whose sentences are parsed already."""
    scene = set_scene(report, sentences)
    cast = Cast(scene, find_people(scene))
    resolve(cast)
    return Reading(
        report=report,
        sentences=sentences,
        actors=actors_of(cast),
        mentions=mentions_of(cast),
        dates=find_dates(report.text, report.published),
        places=find_places(scene),
        quotes=find_quotes(cast),
    )
