"""QR codes: drawn small for pages and paper, and in plain characters for a terminal."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from itertools import groupby

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

QUIET_MODULES = 4

_WHITE_ON_BLACK = "\x1b[38;5;231;48;5;16m"
_PLAIN = "\x1b[0m"
_HALF_BLOCKS = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}


@lru_cache(maxsize=512)
def svg(payload: str, title: str) -> str:
    """An SVG picture of `payload`: dark runs on a white plate, one unit a module, no outer size.

    `title` is what a screen reader says instead of the picture. Making a code tries eight masks
    and takes milliseconds, so the latest pictures are kept.
    """
    return svg_once(payload, title)


def svg_once(payload: str, title: str) -> str:
    """The same for a secret, which must not stay in memory."""
    rows = _modules(payload)
    runs = "".join(_runs(y, row) for y, row in enumerate(rows))
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img"'
        f' shape-rendering="crispEdges"><title>{escape(title)}</title>'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{runs}"/></svg>'
    )


def terminal(payload: str) -> str:
    """`payload` in half-block characters, two modules high each, with a newline after each row.

    The light modules are drawn, and both colours are said, because a telephone may fail to read
    an inverted code and nobody knows whether the terminal is dark or light.
    """
    rows = _modules(payload)
    rows.append([False] * len(rows))
    lines = (
        "".join(_HALF_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[0::2], rows[1::2], strict=False)
    )
    return "".join(f"{_WHITE_ON_BLACK}{line}{_PLAIN}\n" for line in lines)


def _modules(payload: str) -> list[list[bool]]:
    """The rows of the code, dark where True, with the quiet zone around them."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_MODULES)
    # One segment keeps an upper-case code in the compact alphanumeric mode.
    code.add_data(payload, optimize=0)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def _runs(y: int, row: list[bool]) -> str:
    """One rectangle for each dark run of a row, as an SVG path."""
    runs = []
    x = 0
    for dark, modules in groupby(row):
        width = len(list(modules))
        if dark:
            runs.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return "".join(runs)
