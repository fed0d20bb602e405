"""What the words of a report refer to: actors at a date, places, dates, quotes, predicates."""

from collections import deque
from collections.abc import Iterable, Iterator

import msgspec

from comity.model import Reading, Report, Sentence, Skipped
from comity.recognition.actors import actors_of, mentions_of
from comity.recognition.cast import Cast
from comity.recognition.coreference import resolve
from comity.recognition.dates import find_dates
from comity.recognition.gate import left_out, pass_over, passages, unread
from comity.recognition.nlp import parse
from comity.recognition.people import find_people
from comity.recognition.places import find_places
from comity.recognition.quotes import find_quotes
from comity.recognition.scene import set_scene
from comity.recognition.weights import MODEL

__all__ = ["MODEL", "find_dates", "pass_over", "recognise", "recognise_all"]


def recognise_all(reports: Iterable[Report], *, model: str = MODEL, gate: bool = False) -> Iterator[Reading]:
    """Give the readings of reports in order; streams, so memory does not grow with their number.

    With `gate`, what can't tell of political actors is not parsed; the reading says which stretches and why.
    Raises `ModelMissing` when the language model is not installed.
    """
    waiting: deque[tuple[Report, tuple[Skipped, ...]] | Reading] = deque()

    def texts() -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
        for report in reports:
            passed = passages(report.text, gate=gate)
            if passed:
                waiting.append((report, left_out(report.text, passed)))
                yield report.text, passed
            else:
                waiting.append(unread(report))

    def due() -> Iterator[Reading]:
        while waiting and isinstance(waiting[0], Reading):
            reading = waiting.popleft()
            assert isinstance(reading, Reading)
            yield reading

    for sentences in parse(texts(), model=model):
        yield from due()
        item = waiting.popleft()
        assert isinstance(item, tuple)
        reading = read_sentences(item[0], sentences)
        yield msgspec.structs.replace(reading, passed_over=item[1]) if item[1] else reading
    yield from due()


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
