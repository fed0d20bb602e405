"""Who may correct: a session in a cookie, sealed with the desk's token.

Forms carry a mark of the session, so that no other site can send them.
"""

import base64
import hashlib
import hmac
import secrets
import time

from fastapi import Request, Response

from comity.presentation.web.answering import desk_of
from comity.presentation.web.problems import Refused

COOKIE = "comity_desk"
LASTS = 12 * 3600
LONGEST_NAME = 80


def opened(request: Request, response: Response, who: str) -> None:
    """Begin a session under a name; the cookie is sent back to this desk alone, and no script can read it."""
    told = base64.urlsafe_b64encode(who.encode()).decode()
    body = f"{told}.{int(time.time())}.{secrets.token_urlsafe(12)}"
    value = f"{body}.{_seal(request, 'session', body)}"
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, value, max_age=LASTS, httponly=True, samesite="strict", secure=secure, path="/")


def who(request: Request) -> str | None:
    """The name of the session that a request belongs to, null for none or one that is over."""
    value = request.cookies.get(COOKIE, "")
    body, _, seal = value.rpartition(".")
    parts = body.split(".")
    if len(parts) != 3 or not hmac.compare_digest(seal.encode(), _seal(request, "session", body).encode()):
        return None
    if not parts[1].isdigit() or time.time() - int(parts[1]) > LASTS:
        return None
    return base64.urlsafe_b64decode(parts[0]).decode()


def mark(request: Request) -> str:
    """What a form of this session carries."""
    return _seal(request, "form", request.cookies.get(COOKIE, ""))


def allowed(request: Request) -> str:
    """The name of the session; raises `Refused` where the desk is read-only, or nobody is signed in."""
    if not desk_of(request).edit:
        raise Refused(403, "This desk is read-only; whoever runs it can start it with `comity serve --edit`.")
    name = who(request)
    if name is None:
        raise Refused(401, "Nobody is signed in; sign in at /sign-in to correct.")
    return name


def checked(request: Request, told: str) -> None:
    """Raise `Refused` unless a form was sent from a page of this desk, in this session."""
    origin = request.headers.get("origin")
    if origin is not None and origin != "null" and origin.split("://", 1)[-1] != request.headers.get("host"):
        raise Refused(403, "The form was sent from another site; nothing was changed.")
    if not hmac.compare_digest(told.encode(), mark(request).encode()):
        raise Refused(403, "The form is not of this session; open the page again and send it once more.")


def is_token(request: Request, told: str) -> bool:
    """Whether this is the desk's token, compared in a time that tells nothing of it."""
    return hmac.compare_digest(hashlib.sha256(told.encode()).digest(), hashlib.sha256(_token(request)).digest())


def _token(request: Request) -> bytes:
    return (desk_of(request).token or secrets.token_hex()).encode()


def _seal(request: Request, what: str, body: str) -> str:
    return hmac.new(_token(request), f"{what}:{body}".encode(), hashlib.sha256).hexdigest()
