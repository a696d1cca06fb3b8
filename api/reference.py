"""The reference: the API described for programs (OpenAPI 3.1) and shown to people at `/docs`."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from litestar import MediaType, Response, Router, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, License, SecurityScheme

from api.pages.language import asset
from api.wording import WORDING

_SWAGGER = "vendor/swagger-ui-5.35.0"
_CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        # The reference draws itself with inline styles; scripts it may not bring along.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="{icon}" type="image/svg+xml">
{head}
</head>
<body>
{body}
</body>
</html>
"""
_DESCRIPTION = """
金豆账本的接口。每个写请求都要带 `Idempotency-Key`；同一个键的同一请求得到同一答复。

The book of golden beans over HTTP. Every write carries an `Idempotency-Key`; the same key with the
same request gets the first answer again. Every write tells its `Ledger-Position`; a read with
`?at_least=` sees that write. All problems: [/docs/problems](/docs/problems).
""".strip()


class _ExactDocument(JsonRenderPlugin):
    """The document, which also says that a request holds nothing but what is described."""

    def render(self, request: Any, openapi_schema: dict[str, Any]) -> bytes:
        """The document as JSON."""
        for name, schema in openapi_schema["components"]["schemas"].items():
            if name.endswith("Request"):
                schema["additionalProperties"] = False
        return super().render(request, openapi_schema)


def description() -> OpenAPIConfig:
    """How the OpenAPI document is made, and where it is served: `/schema/openapi.json`."""
    return OpenAPIConfig(
        title="金豆 Golden Bean",
        version=_version(),
        description=_DESCRIPTION,
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        path="/schema",
        render_plugins=[_ExactDocument(path="/openapi.json", media_type=MediaType.JSON)],
        security=[{"key": []}],
        components=Components(
            security_schemes={
                "key": SecurityScheme(
                    type="http",
                    scheme="bearer",
                    bearer_format="gb_…",
                    description="A key made by `goldenbean key create`.",
                )
            }
        ),
        use_handler_docstrings=True,
        operation_id_creator=_operation_id,
    )


def reference() -> Router:
    """The pages that explain the API; no key, and nothing from outside."""
    return Router("/docs", route_handlers=[show, problems], include_in_schema=False)


@get("/", media_type=MediaType.HTML, sync_to_thread=False)
def show() -> Response[str]:
    """The API with every call, to read and to try."""
    head = f'<link rel="stylesheet" href="{asset(f"{_SWAGGER}/swagger-ui.css")}">'
    scripts = (f"{_SWAGGER}/swagger-ui-bundle.js", "reference.js")
    body = ['<div id="reference" data-description="/schema/openapi.json"></div>']
    body += [f'<script src="{asset(script)}"></script>' for script in scripts]
    return _page("金豆 Golden Bean · API", head, "\n".join(body), {"Content-Security-Policy": _CSP})


@get("/problems", media_type=MediaType.HTML, sync_to_thread=False)
def problems() -> Response[str]:
    """Every problem by its code, in Chinese and English."""
    head = f'<link rel="stylesheet" href="{asset("golden-bean.css")}">'
    rows = "\n".join(
        f'<tr id="{code}"><td><code>{code}</code></td><td>{wording.status}</td>'
        f'<td lang="zh-CN">{wording.chinese}</td><td lang="en">{wording.english}</td></tr>'
        for code, wording in sorted(WORDING.items())
    )
    body = (
        '<main id="content"><h1>问题代码 · Problems</h1>\n<table>\n<thead><tr><th>code</th>'
        f"<th>HTTP</th><th>中文</th><th>English</th></tr></thead>\n<tbody>\n{rows}\n</tbody>"
        '</table>\n<p><a href="/docs">API</a></p></main>'
    )
    return _page("问题代码 · Problems", head, body, {})


def _page(title: str, head: str, body: str, headers: dict[str, str]) -> Response[str]:
    page = _PAGE.format(title=title, icon=asset("golden-bean.svg"), head=head, body=body)
    return Response(page, headers={"Cache-Control": "no-cache", **headers})


def _operation_id(route_handler: Any, _method: Any, _path: Any) -> str:
    return str(route_handler.handler_name)


def _version() -> str:
    try:
        return version("goldenbean")
    except PackageNotFoundError:  # Run from a folder in which nothing was installed.
        return "0"
