"""Where the experts of a report belong, as it says beside their names; the people and bodies are invented."""

import pytest

from comity.model import Report, Role
from comity.recognition import recognise


def roles(text: str, name: str) -> tuple[Role, ...]:
    reading = recognise(Report(id="r", text=text, published="2024-03-04"))
    (person,) = [actor for actor in reading.actors if actor.name == name]
    for role in person.roles:
        for span in role.evidence:
            assert text[span.start : span.end] == span.text
    return person.roles


SAID = "The pact could sour ties between Peru and Chile, said {}."
TOLD = [
    ("Leila Amrouni of the Carthage Centre for Policy Studies", "", "Carthage Centre for Policy Studies"),
    ("Petra Halvorsen, who heads the Nordic Security Programme in Bergen", "head", "Nordic Security Programme"),
    ("Amadou Diop, director of the Atlantic Studies Unit in Dakar", "director", "Atlantic Studies Unit"),
    ("Jonas Wetter, a senior fellow at the Rhine Institute", "senior fellow", "Rhine Institute"),
    ("Ivo Zelenko, a historian", "historian", None),
]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told[0][:30])
def test_a_title_and_a_body_beside_a_name_are_a_role(told: tuple[str, str, str | None]) -> None:
    words, title, body = told
    (role,) = roles(SAID.format(words), words.split(",")[0].split(" of ")[0])
    assert role.title == title
    assert (role.organisation or "").removeprefix("the ") == (body or "")
    assert role.country is None


def test_a_name_alone_has_no_role() -> None:
    assert roles(SAID.format("Leila Amrouni"), "Leila Amrouni") == ()


def test_a_town_is_no_body() -> None:
    assert roles(SAID.format("Leila Amrouni of Tunis"), "Leila Amrouni") == ()
