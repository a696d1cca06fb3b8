"""Visits: who reads a page, in which language, and how what they press becomes a command."""

from __future__ import annotations

import asyncio
import re
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Request
from litestar.exceptions import PermissionDeniedException
from litestar.response import Template

from api.access.key_tags import key_tag
from api.access.table import may
from api.access.who import Who
from api.guarding.origins import from_elsewhere
from api.house import House
from api.ledgers import Ledger
from api.pages.language import LANGUAGE, LANGUAGE_COOKIE, choose, translate
from api.pages.text_size import TEXT_SIZE, TEXT_SIZE_COOKIE, choose_text_size
from api.problems import Stop
from api.signing_in.sessions import SESSION_COOKIE
from api.wording import WORDING
from ledger.command import By, Command
from ledger.refusals import Refusal

Visit = Request[Any, Any, Any]
LONGEST_FORM_KEY = 64
LONGEST_PATH = 2_000
WANTED_COOKIE = "wanted"
"""Where a stranger wanted to go who must first open a sign-in link; the link cannot know."""
WANTED_FOR_SECONDS = 600

_THE_DOOR = ("/sign-in", "/in/")
_FORM_KEY = re.compile(rf"[A-Za-z0-9_.:-]{{1,{LONGEST_FORM_KEY}}}")
_LOCAL_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")
_encode = msgspec.json.Encoder(order="deterministic").encode


class NotSignedIn(Exception):
    """The page needs somebody; `path` is where they wanted to go."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


async def greet(visit: Visit) -> None:
    """Before every page: the reader's language and text size, who is signed in, and whether
    their role is for this page. A form of another site's page ends here."""
    set_tone(visit)
    if from_elsewhere(visit, house_of(visit).settings.doors):
        raise PermissionDeniedException("sent from a page of another site")
    cookie = visit.cookies.get(SESSION_COOKIE)
    sessions = house_of(visit).gate.sessions
    # What is not in memory is looked for in the vault, where others may have to wait meanwhile.
    who = sessions.at_hand(cookie)
    if who is None and cookie is not None:
        who = await asyncio.to_thread(sessions.of, cookie)
    visit.scope["visitor"] = who  # type: ignore[typeddict-unknown-key]
    _heed_rate(visit, who)
    deed = visit.route_handler.opt["deed"]
    if deed is None:
        return
    if who is None:
        raise NotSignedIn(address_of(visit))
    if not may(who, deed):
        raise Stop("forbidden")


def _heed_rate(visit: Visit, who: Who | None) -> None:
    house, seconds = house_of(visit), 0
    if who is not None:
        seconds = house.people_rate.must_wait(who.actor)
    elif visit.method == "POST" and visit.url.path.startswith(_THE_DOOR):
        # Strangers are not slowed by their address, which a whole venue shares: what they type
        # at the door is counted by whom it aims at, and this fuse is for all of them together.
        seconds = house.strangers_rate.must_wait("strangers")
    if seconds:
        raise Stop("too_many_requests", details={"seconds": seconds})


def set_tone(visit: Visit) -> None:
    """Speak the reader's language in the size the reader asked for."""
    cookies = visit.cookies
    LANGUAGE.set(choose(cookies.get(LANGUAGE_COOKIE), visit.headers.get("accept-language")))
    TEXT_SIZE.set(choose_text_size(cookies.get(TEXT_SIZE_COOKIE)))


def house_of(visit: Visit) -> House:
    """The house whose door this is."""
    house: House = visit.app.state.house
    return house


def visitor(visit: Visit) -> Who | None:
    """Who is signed in, if anybody is."""
    return visit.scope.get("visitor")  # type: ignore[return-value]


def known_visitor(visit: Visit) -> Who:
    """Who is signed in; raises NotSignedIn."""
    who = visitor(visit)
    if who is None:
        raise NotSignedIn(address_of(visit))
    return who


def volunteer_here(visit: Visit) -> tuple[Who, str]:
    """Who is signed in and as which volunteer; raises NotSignedIn, or Stop for anybody else."""
    who = known_visitor(visit)
    if who.volunteer is None:
        raise Stop("forbidden")
    return who, who.volunteer


def ledger_of(visit: Visit, who: Who) -> Ledger:
    """The ledger of whoever is signed in."""
    return house_of(visit).ledgers.of(who.ledger)


def sender(ledger: Ledger, who: Who, form_key: str, command: Command) -> By:
    """The command's sender: the session, and the form it was sent with.

    The same form sent twice is one request; raises Stop for a form without a key of ours.
    """
    if not _FORM_KEY.fullmatch(form_key):
        raise Stop("malformed")
    said = type(command).__name__.encode() + b"\n" + _encode(command)
    fingerprint = blake2b(said, digest_size=16, key=ledger.fingerprint_secret).hexdigest()
    return By(who.actor, who.role.value, key_tag(who.actor, form_key), fingerprint)


def told(refusal: Refusal) -> str:
    """A refusal in the reader's language."""
    if refusal.code == "key_reused":
        return translate("This form was sent before. Please start again with a fresh one.")
    return WORDING[refusal.code].title(LANGUAGE.get(), refusal.details)


def page(visit: Visit, template: str, status: int = 200, **context: Any) -> Template:
    """A page; its language buttons come back to this address unless `path` names another.

    What a form answered cannot be fetched again, so its buttons lead to where the form was.
    """
    context.setdefault("path", address_of(visit) if visit.method == "GET" else came_from(visit))
    return Template(template_name=template, context=context, status_code=status)


def address_of(visit: Visit) -> str:
    """The path and query of this address."""
    query = visit.scope.get("query_string", b"").decode("latin-1")
    path = visit.url.path
    return local_path(f"{path}?{query}" if query else path)


def came_from(visit: Visit) -> str:
    """The page on which the visitor was, when it was one of ours."""
    try:
        parts = urlsplit(visit.headers.get("referer", ""))
    except ValueError:
        return "/"
    if parts.netloc != visit.url.netloc:
        return "/"
    return local_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def local_path(text: str, otherwise: str = "/") -> str:
    """`text` when it leads to a page of this site, else `otherwise`.

    Only visible ASCII counts: browsers drop tabs and newlines, and read a backslash as a slash,
    so anything cleverer than a plain path may lead outside.
    """
    if len(text) > LONGEST_PATH or not _LOCAL_PATH.fullmatch(text):
        return otherwise
    parts = urlsplit(text)
    return otherwise if parts.scheme or parts.netloc else text
