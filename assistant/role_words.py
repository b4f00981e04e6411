"""What somebody did with a record, in words."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answers import Reason
from assistant.bilingual import Bilingual
from ingest.moments import to_text
from ingest.records import Role

ROLES: dict[Role, Bilingual] = {
    "author": Bilingual("撰写", "wrote"),
    "owner": Bilingual("负责", "owns"),
    "resolver": Bilingual("解决", "solved"),
    "reviewer": Bilingual("评审", "reviewed"),
    "assignee": Bilingual("处理", "handled"),
    "participant": Bilingual("参与", "took part in"),
    "mentioned": Bilingual("被提到", "mentioned in"),
}


def done(reasons: Iterable[Reason]) -> Bilingual:
    """Wrote × 3, 2026-05-20; solved × 1, 2026-01-09."""
    parts = [
        (
            ROLES[one.role],
            f" × {one.count}",
            f", {to_text(one.last_at)[:10]}" if one.last_at else "",
        )
        for one in reasons
    ]
    return Bilingual(
        "；".join(f"{role.zh}{count}{day}" for role, count, day in parts),
        "; ".join(f"{role.en}{count}{day}" for role, count, day in parts),
    )
