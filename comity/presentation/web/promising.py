"""What the API's description says of answers: the kinds and statuses that each address has."""

from typing import Any

from fastapi import FastAPI

from comity.presentation.web.answering import DATA
from comity.presentation.web.forms import MEDIA

PAGE = "text/html"
# Endings that no table has; what they give is a file to take along.
_FILES = {"pdf": "application/pdf", "html": PAGE, "md": "text/markdown", "toml": "application/toml"}
_WORDS = {
    "200": "what is asked for",
    "3XX": "it has another address",
    "4XX": "what is asked for can't be given; the answer says why, and what to do",
    "503": "it is being made; ask again after the seconds of the header field retry-after",
}


def promised(app: FastAPI) -> dict[str, Any]:
    """Give the application's OpenAPI description with what each address answers, and how it says that it can't."""
    if app.openapi_schema is None:
        told = FastAPI.openapi(app)
        for path, methods in told["paths"].items():
            for operation in methods.values():
                operation["responses"] = _responses(path)
                if not operation.get("summary", "").endswith("."):
                    # What nobody wrote is made of a function's name, which tells a reader less than its first line.
                    operation["summary"] = operation["description"].splitlines()[0]
        told.get("components", {}).get("schemas", {}).pop("HTTPValidationError", None)
        told.get("components", {}).get("schemas", {}).pop("ValidationError", None)
        app.openapi_schema = told
    return app.openapi_schema


def _responses(path: str) -> dict[str, Any]:
    ending = path.rpartition(".")[2] if "." in path else ""
    kind = "text/plain" if path == "/metrics" else {**MEDIA, **_FILES}.get(ending, PAGE).partition(";")[0]
    problem = "application/json" if ending in DATA else PAGE
    kinds = {"200": kind, "4XX": problem, "503": problem}
    return {
        status: {"description": words} | ({"content": {kinds[status]: {}}} if status in kinds else {})
        for status, words in _WORDS.items()
    }
