"""Places of a report with their states and coordinates."""

from comity import codebook
from comity.model import Place, PlaceMention
from comity.recognition.scene import Named, Scene


def find_places(scene: Scene) -> tuple[PlaceMention, ...]:
    """Give every capital, city and other named place of a report, in order."""
    found = []
    for row in scene.named:
        for name in row:
            place = as_place(name)
            if place is not None:
                found.append(PlaceMention(name.hit.start, name.hit.end, name.hit.text, place))
    return tuple(found)


def as_place(name: Named) -> Place | None:
    """Give the place that a name stands for, null for names that are no place; the largest of a name wins."""
    for meaning in name.hit.meanings:
        if meaning.kind == "capital":
            state = codebook.states()[meaning.code]
            return Place(state.capital, state.code, state.latitude, state.longitude)
    rows = [codebook.places()[int(meaning.code)] for meaning in name.hit.meanings if meaning.kind == "place"]
    if rows:
        row = max(rows, key=lambda row: (row.population, row.kind != "city"))
        return Place(row.name, row.country, row.latitude, row.longitude)
    if name.kind == "state":
        code = name.hit.meanings[0].code
        return Place(codebook.states()[code].name, code, None, None)
    return None
