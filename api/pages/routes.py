"""Routes: every page of the house, and the files that pages are drawn with."""

from __future__ import annotations

from litestar import Router
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import CacheControlHeader
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig

from api.pages import badge_scan, boards, bringing, desk, home, me, preferences, scan, showing
from api.pages.arriving import ways_in
from api.pages.evaluating import mine
from api.pages.language import STATIC_FOLDERS, environment
from api.pages.office import rooms
from api.pages.organizing import (
    activity,
    confirming,
    looking,
    paper,
    presence,
    printed_code,
    telling,
)
from api.pages.own import activities, badge, my_data, objecting, offers, rank, record, shifts, ward
from api.pages.papers import checking, handbook, own
from api.pages.planning import announcing, replanning, typing_in
from api.pages.problems import CSRF_COOKIE, HANDLERS
from api.pages.reporting import notice
from api.pages.visits import greet
from api.settings import Settings

LARGEST_FORM_BYTES = 64_000
_A_YEAR_SECONDS = 365 * 24 * 3600


def pages(*more: Router) -> Router:
    """All pages, and `more` of them that other rooms bring: greeted, and with words for errors."""
    return Router(
        "/",
        before_request=greet,
        exception_handlers=HANDLERS,
        request_max_body_size=LARGEST_FORM_BYTES,
        include_in_schema=False,
        route_handlers=[
            *home.ROUTES, *boards.ROUTES, *scan.ROUTES, *badge_scan.ROUTES, *me.ROUTES,
            *showing.ROUTES,
            *desk.ROUTES, *bringing.ROUTES, *rooms.ROUTES, *my_data.ROUTES, *ward.ROUTES,
            *record.ROUTES, *rank.ROUTES, *mine.ROUTES, *badge.ROUTES,
            *objecting.ROUTES, *shifts.ROUTES,
            *activities.ROUTES,
            *activity.ROUTES, *confirming.ROUTES, *presence.ROUTES, *looking.ROUTES,
            *telling.ROUTES, *paper.ROUTES, *printed_code.ROUTES, *announcing.ROUTES,
            *replanning.ROUTES, *own.ROUTES, *handbook.OWN, *checking.ROUTES,
            *notice.ROUTES,
            *typing_in.ROUTES, *offers.ROUTES, *ways_in.ROUTES, *preferences.ROUTES, *more,
        ],
    )  # fmt: skip


def static_files() -> Router:
    """Style, pictures and scripts; their addresses change with them, so they may be kept."""
    return create_static_files_router(
        "/static",
        directories=list(STATIC_FOLDERS),
        cache_control=CacheControlHeader(max_age=_A_YEAR_SECONDS, public=True, immutable=True),
        exception_handlers=HANDLERS,
    )


def templates() -> TemplateConfig[JinjaTemplateEngine]:
    """The engine that draws the pages."""
    return TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment()))


def forms_guard(settings: Settings) -> CSRFConfig:
    """Every form carries a token of ours. The API takes no cookies and so needs none; a static
    file must not carry somebody's cookie into a shared cache."""
    return CSRFConfig(
        secret=settings.derived_secret("forms").hex(),
        cookie_name=CSRF_COOKIE,
        cookie_httponly=True,
        exclude=["^/v1/", "^/static/", "^/health/", "^/schema/", "^/docs"],
    )
