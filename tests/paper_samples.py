"""Papers as the people of the lane hold them: valid, superseded, withdrawn, checked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import qrcode
from markupsafe import Markup

from api.pages.papers.paper import Done
from api.pages.reading import SHANGHAI
from ledger.facts import StarGranted
from projections.certificates import BroughtTable, Standing
from projections.certified import Brought, Paper, Served
from projections.statements import StatementLine
from tests.bringing_samples import LOOKED_AT

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=SHANGHAI)
TODAY = NOON.date()
CODE = "7KQ29FHM3XWDPT4V"
ADDRESS = f"https://bean.example.org/c/{CODE}"


def drawn() -> Markup:
    """A small code, in one path."""
    code = qrcode.QRCode(border=4)
    code.add_data(ADDRESS, optimize=0)
    code.make()
    size = len(code.get_matrix())
    return Markup('<svg viewBox="0 0 {0} {0}"><path d="M0 0h1v1H0z"/></svg>').format(size)


def standing(state: str, kind: str = "certificate", **more: Any) -> Standing:
    """A paper of Granny Zhang in one state."""
    told = {
        "kind": kind, "volunteer": "volunteer-1", "unit": "unit-1", "serial": "2026-7KQ2M-9FHM3",
        "first_day": date(2026, 1, 1), "last_day": TODAY, "minutes": 5645, "sessions": 2,
        "digest": "3b1e" * 16, "policy": "default 1", "issued_at": NOON, "position": 7,
    }  # fmt: skip
    if state == "withdrawn":
        told |= {"withdrawn_at": NOON, "withdrawn_position": 9, "reason": "wrong_person"}
    return Standing(Paper("certificate-1", **told | more), state)


def _done(title: str, minutes: int, training: int = 0, taught: str | None = None) -> Done:
    row = Served(
        "attendance-1-1", volunteer="volunteer-1", activity="activity-1", day=TODAY,
        minutes=minutes, training_minutes=training, taught=taught, rating=5, grade="A", position=3,
    )  # fmt: skip
    return Done(TODAY, title, "金沙社区", row, "北京路社区服务中心二楼")


SWEEPING, LESSON = _done("秋季楼院清洁日", 150), _done("用火安全培训", 0, 90, "用火安全")
BROUGHT = Brought(
    "imported-1", volunteer="volunteer-1", title="敬老院陪护", recorder="河对岸社区", day=TODAY,
    minutes=120, training_minutes=0, beans=20, position=5,
)  # fmt: skip
CHECK = {"code": CODE, "address": ADDRESS, "qr_svg": drawn()}
CERTIFICATE = {
    "paper": standing("valid").paper, "state": "valid", "name": "张桂兰", "number": "1234567890",
    "unit": "金沙社区", "lines": [SWEEPING, SWEEPING], "back": "/me/certificates", **CHECK,
}  # fmt: skip
CERTIFICATES = {
    "here": "/me/certificates", "back": "/me", "at_the_desk": False, "masked": "张**",
    "problem": "", "form_key": "form-1",
    "papers": [
        standing("valid"), standing("superseded", first_day=None), standing("withdrawn"),
    ],
}  # fmt: skip
STAR = StarGranted(
    at=NOON, volunteer="volunteer-1", star=3, level="city", reference="金民志〔2026〕12号",
    proposal="proposal-1", approved_by="person-1", minutes=36_000, policy="default 1",
)  # fmt: skip
HANDBOOK = {
    "told": {
        "display_name": "张桂兰", "gender": "female", "birth_date": date(1956, 3, 8),
        "id_number": "*" * 14 + "0028", "area": "北京路社区 3 号楼", "phone": "13800000001",
        "skills": ["剪纸", "包饺子"], "wishes": ["助老"],
    },
    "number": "1234567890", "community": "金沙社区", "registered_at": NOON, "star": STAR,
    "minutes": 5645, "today": TODAY, "service": [SWEEPING], "training": [LESSON],
    "brought": [BROUGHT], "skills": [("first_aid", TODAY), ("cooking", None)],
    "awards": [
        StatementLine(
            position=9, at=NOON, kind="granted", beans=50, balance=50,
            details={"code": "verified_clue"},
        )
    ],
    "ratings": [(4, 1, TODAY), (5, 12, TODAY)], "standing": None, "here": "/me/handbook",
    "back": "/me", "form_key": "form-1",
}  # fmt: skip
CHECKED = {
    "typed": True, "masked": "张**", "unit": "金沙社区", "recorders": ["北京路社区", "金沙社区"],
}  # fmt: skip

PAPER_PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "my certificates": ("papers/certificates.html", CERTIFICATES),
    "my certificates, none": (
        "papers/certificates.html", {**CERTIFICATES, "papers": [], "problem": "没有这一天。"},
    ),
    "certificates at the desk": (
        "papers/certificates.html",
        CERTIFICATES | {
            "at_the_desk": True, "here": "/desk/people/volunteer-1/certificates",
            "back": "/desk/people/volunteer-1",
            "papers": [standing("valid"), standing("superseded"), standing("valid", "handbook")],
        },
    ),
    "certificate": ("papers/certificate.html", CERTIFICATE),
    "certificate, superseded": (
        "papers/certificate.html", {**CERTIFICATE, "state": "superseded", "lines": []},
    ),
    "handbook": ("papers/handbook.html", HANDBOOK),
    "handbook, printed": (
        "papers/handbook.html",
        HANDBOOK | {"standing": standing("valid", "handbook", first_day=None), **CHECK},
    ),
    "handbook, empty": (
        "papers/handbook.html",
        HANDBOOK | {
            "service": [], "brought": [], "training": [], "skills": [], "awards": [],
            "ratings": [], "minutes": 0, "star": None, "told": {"display_name": "张**"},
        },
    ),
    "check a paper": ("papers/check.html", {"found": None, "typed": False}),
    "check a paper, unknown": ("papers/check.html", {"found": None, "typed": True}),
}  # fmt: skip
TABLES = [
    ("周**", "吴**", BroughtTable("person-1", "person-2", "3b1e" * 16, NOON, 12, 3, 845, 90)),
    ("program", "", BroughtTable("import", None, "77ab" * 16, NOON, 1, 1, 60, 0)),
]
RECORDS = LOOKED_AT | {"kind": "records", "tables": TABLES}
PAPER_PAGES |= {
    "handing over": ("office/handing_over.html", {"problem": ""}),
    "handing over, what for": ("office/handing_over.html", {"problem": "请写明用途。"}),
    "bringing in records": ("bringing.html", RECORDS),
    "bringing in records, handed over": ("bringing.html", RECORDS | {"done": True}),
}
PAPER_PAGES |= {
    f"checked, {state}": ("papers/check.html", {"found": standing(state), **CHECKED})
    for state in ("valid", "superseded", "withdrawn")
}
