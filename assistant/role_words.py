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
    """Wrote 3 (latest 2026-05-20); solved 1 (latest 2026-01-09)."""
    parts = [_did(one) for one in reasons]
    return Bilingual("；".join(one.zh for one in parts), "; ".join(one.en for one in parts))


def _did(reason: Reason) -> Bilingual:
    day = to_text(reason.last_at)[:10] if reason.last_at else ""
    latest = Bilingual(f"（最近 {day}）", f" (latest {day})") if day else Bilingual("", "")
    role = ROLES[reason.role]
    return Bilingual(
        f"{role.zh} {reason.count} 条{latest.zh}", f"{role.en} {reason.count}{latest.en}"
    )
