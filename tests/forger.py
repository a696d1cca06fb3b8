"""A provider with a bad conscience: it answers as the real one would, with whatever it is told."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from tests.city_hall import CLIENT_ID, COMES_BACK_TO, CityHall

WELL_KNOWN = "/.well-known/openid-configuration"


class Forger(CityHall):
    """What it serves by path; `asked` are the forms sent to its token endpoint.

    An answer that is bytes goes out as it stands, one that is a number is a status.
    """

    def __init__(self, issuer: str) -> None:
        super().__init__(issuer)
        self.key = RSAKey.generate_key(2048, {"kid": "the one", "use": "sig"})
        self.asked: list[tuple[str, dict[str, list[str]]]] = []
        self.answers: dict[str, Any] = {
            WELL_KNOWN: {
                "issuer": issuer, "authorization_endpoint": f"{issuer}/auth",
                "token_endpoint": f"{issuer}/token", "jwks_uri": f"{issuer}/jwks",
            },
            "/jwks": KeySet([self.key]).as_dict(),
        }  # fmt: skip

    def claims(self, address: str, **otherwise: Any) -> dict[str, Any]:
        """What an honest token would say to a browser that was sent to `address`."""
        now = int(time.time())
        honest = {
            "iss": self.issuer, "sub": "zhao.xm", "aud": CLIENT_ID, "iat": now, "exp": now + 300,
            "nonce": _asked(address, "nonce"),
        }  # fmt: skip
        told = honest | otherwise
        return {name: claim for name, claim in told.items() if claim is not None}

    def gives(self, id_token: str) -> None:
        """The token endpoint gives this from now on."""
        self.answers["/token"] = {
            "id_token": id_token, "access_token": "a", "token_type": "Bearer",
        }  # fmt: skip

    def signed(self, claims: dict[str, Any], **header: str) -> str:
        """A token as an honest provider signs it."""
        return jwt.encode({"alg": "RS256", "kid": "the one", **header}, claims, self.key)

    def shared(self, claims: dict[str, Any], secret: str) -> str:
        """A token signed with something that others know as well."""
        content = f"{_part({'alg': 'HS256', 'kid': 'the one'})}.{_part(claims)}"
        mark = hmac.digest(secret.encode(), content.encode(), "sha256")
        return f"{content}.{_url_safe(mark)}"

    def unsigned(self, claims: dict[str, Any]) -> str:
        """A token that nobody has signed."""
        return f"{_part({'alg': 'none'})}.{_part(claims)}."


def _part(content: dict[str, Any]) -> str:
    return _url_safe(json.dumps(content).encode())


def _url_safe(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def sent_back(address: str, **otherwise: str) -> str:
    """Where a provider sends somebody who was sent to `address`, with some code."""
    told = {"code": "c0de", "state": _asked(address, "state"), **otherwise}
    return f"{COMES_BACK_TO}?{urlencode(told)}"


@contextmanager
def forger() -> Iterator[Forger]:
    """Run one on a port of its own for the block."""

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(forging.answers.get(urlsplit(self.path).path, 404))

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["content-length"])).decode()
            forging.asked.append((self.headers.get("authorization", ""), parse_qs(sent)))
            self.do_GET()

        def _answer(self, answer: Any) -> None:
            self.send_response(answer if isinstance(answer, int) else 200)
            content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    forging = Forger(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield forging
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _asked(address: str, name: str) -> str:
    return parse_qs(urlsplit(address).query)[name][0]
