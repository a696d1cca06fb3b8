"""Ways in: every page by which people come in, choose their role, and keep their access safe."""

from __future__ import annotations

from typing import Any

from api.pages.arriving import by_badge, by_name, by_phone, city, door, invited, own_access, roles

ROUTES: list[Any] = [
    *door.ROUTES, *by_phone.ROUTES, *by_badge.ROUTES, *by_name.ROUTES, *invited.ROUTES,
    *city.ROUTES, *roles.ROUTES, *own_access.ROUTES,
]  # fmt: skip
