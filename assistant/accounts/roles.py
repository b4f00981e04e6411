"""Roles: what somebody may do. What they may read, audiences say, whatever their role."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from ingest.errors import ForbiddenError

Role = Literal["member", "curator", "lead", "admin"]
Action = Literal["ask", "verify", "see_coverage", "administer"]
Scope = Literal["ask", "administer"]

ACTIONS: Mapping[Role, frozenset[Action]] = {
    "member": frozenset({"ask"}),
    "curator": frozenset({"verify"}),
    "lead": frozenset({"see_coverage"}),
    "admin": frozenset({"administer", "verify"}),
}
"""What each role adds; everybody who may sign in is a member."""


def actions_of(roles: Collection[Role]) -> frozenset[Action]:
    """All that the roles allow together."""
    return frozenset[Action]().union(*(ACTIONS[role] for role in {"member", *roles}))


def require(action: Action, allowed: Collection[Action]) -> None:
    """ForbiddenError unless the action is among those allowed."""
    if action not in allowed:
        raise ForbiddenError(f"Your role does not allow this ({action}); ask an administrator")
