"""/api/verifications and /api/records/{id}/verification: which records colleagues have verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.identity import TheApplication, TheAsker, TheSignedIn
from assistant.api.ids import VERSIONS, Id
from assistant.verifying import Verification

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Verified:
    """Those that hold now."""

    verifications: tuple[Verification, ...]


class Read(BaseModel):
    """Which version was read and found right."""

    model_config = ConfigDict(extra="forbid")

    version: Annotated[int, Field(ge=1, le=VERSIONS)]


@router.get("/verifications")
def verifications(
    application: TheApplication,
    access: TheAsker,
    record: Annotated[tuple[Id, ...], Query(min_length=1, max_length=100)],
) -> Verified:
    """Those of the records that are verified and that the asker may read, by whom, and when."""
    return Verified(application.verifications.of(record, access=access))


@router.put("/records/{record_id}/verification")
def verify(
    record_id: Id, read: Read, application: TheApplication, access: TheAsker, one: TheSignedIn
) -> Verification:
    """Say that what a record says is right: for curators, and for those who wrote or own it. It holds until
    the record changes."""
    kept = application.verifications
    return kept.verify(record_id, read.version, one.actions, access=access)


@router.delete("/records/{record_id}/verification", status_code=204)
def withdraw(
    record_id: Id, application: TheApplication, access: TheAsker, one: TheSignedIn
) -> None:
    """Take it back, whoever said it."""
    application.verifications.withdraw(record_id, one.actions, access=access)
