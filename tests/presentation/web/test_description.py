"""The description of the API against the desk: whatever schemathesis makes of it is answered as described."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from .sound import hold


@pytest.fixture(scope="module")
def described(desk: TestClient) -> Any:
    """The description as schemathesis reads it, from the address where others read it."""
    config = schemathesis.Config.from_dict(
        {
            "generation": {"mode": "all"},
            "checks": {"not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", 503]}},
        }
    )
    return schemathesis.openapi.from_asgi("/openapi.json", desk.app, config=config)


def operations(described: Any) -> Iterator[Any]:
    for found in described.get_all_operations():
        yield found.ok()


def tried(desk: TestClient, described: Any, examples: int) -> int:
    """Ask each operation so often, well formed and ill formed; gives how many answers were held."""
    done = 0
    for operation in operations(described):
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            cases = operation.as_strategy(generation_mode=mode)

            @settings(max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
                      suppress_health_check=list(HealthCheck))  # fmt: skip
            @given(case=cases)
            def answered(case: Any) -> None:
                nonlocal done
                answer = case.call(allow_redirects=False)
                case.validate_response(
                    answer, checks=[not_a_server_error, content_type_conformance, status_code_conformance]
                )
                done += 1

            # What takes no parameters can't be asked wrongly.
            with suppress(Unsatisfiable):
                answered()
    return done


def test_the_desk_answers_as_its_description_says(desk: TestClient, described: Any) -> None:
    assert tried(desk, described, 1) > 100


@pytest.mark.trial
def test_the_desk_answers_as_its_description_says_at_length(desk: TestClient, described: Any) -> None:
    assert tried(desk, described, 10) > 1000


def test_every_parameter_says_what_it_asks_for(desk: TestClient) -> None:
    told = desk.get("/openapi.json").json()
    for path, methods in told["paths"].items():
        for operation in methods.values():
            assert operation.get("summary") and "422" not in operation["responses"]
            for each in operation.get("parameters", ()):
                assert each["in"] == "path" or len(each.get("description", "")) > 5, f"{path}: {each['name']}"


def test_the_description_is_guarded_as_pages_are(desk: TestClient) -> None:
    answer = desk.get("/openapi.json")
    hold(answer, "/openapi.json")
    assert desk.get("/docs").status_code == 404 and desk.get("/redoc").status_code == 404
