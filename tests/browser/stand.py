"""A stand in the street: it holds one page out at a time, with all that pages are drawn with.

Styles and pictures may be kept by the browser, as those of the real house, so a page is drawn in
a third of the time; and nothing can be fetched from elsewhere, by the policy of the real house.
"""

from __future__ import annotations

import mimetypes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType

from axe_playwright_python.base import AXE_SCRIPT

from api.pages.headers import STRICT
from api.pages.language import static_file

PAGE, AXE, _STATIC = "/page", "/axe.js", "/static/"


class Stand(ThreadingHTTPServer):
    """Whatever is set as `page` is shown at `address` under PAGE, and the examiner under AXE."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.page = ""
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self._thread = Thread(target=self.serve_forever)

    def __enter__(self) -> Stand:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Stand

    def do_GET(self) -> None:
        """Hand over a file, the page, or nothing."""
        path = self.path.partition("?")[0]
        if path == PAGE:
            self._hand_over(self.server.page.encode(), "text/html; charset=utf-8", "no-store")
        elif path == AXE:
            self._hand_over(AXE_SCRIPT.encode(), "text/javascript; charset=utf-8")
        elif path.startswith(_STATIC):
            file = static_file(path.removeprefix(_STATIC))
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self._hand_over(file.read_bytes(), kind)
        else:
            self._hand_over(b"", "text/plain", "no-store", 404)

    def _hand_over(
        self, body: bytes, kind: str, kept: str = "max-age=3600, immutable", status: int = 200
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", kept)
        self.send_header("Content-Security-Policy", STRICT)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *told: object) -> None:
        """Say nothing."""
