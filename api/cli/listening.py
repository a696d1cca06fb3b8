"""Listening: the socket a server answers on, and the address people type."""

from __future__ import annotations

import socket

from api.cli.failures import Failed

BACKLOG = 2_048


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens, taken before anything else is opened; raises `Failed`.

    It listens at once: of two programs that only hold a port, the second learns it too late.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as refused:
        reason = refused.strerror or str(refused)
        raise Failed(
            f"Nobody can listen on {host}:{port}: {reason}.",
            f"无法在 {host}:{port} 上监听（{reason}）。",
        ) from refused
    listener.setblocking(False)
    return listener


def address_of(host: str, listener: socket.socket) -> str:
    """The address to type into a browser, such as `http://127.0.0.1:8000`."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"
