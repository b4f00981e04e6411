"""Handover packs as people read them, each kept in the audit log before it is shown."""

from __future__ import annotations

from assistant.audit.customer_reads import records_in
from assistant.audit.read_log import ReadLog
from assistant.handover.packs import Handovers
from assistant.handover.views import HandoverPack
from ingest.access import Access


class HandoverReads:
    """The pack of one colleague."""

    def __init__(self, handovers: Handovers, reads: ReadLog) -> None:
        self._handovers = handovers
        self._reads = reads

    def pack(self, person_id: str, *, access: Access, may_see_all: bool) -> HandoverPack:
        """All that they hand over, as far as the asker may read; raises as `Handovers.pack` does."""
        pack = self._handovers.pack(person_id, access=access, may_see_all=may_see_all)
        shown = {*records_in(pack), *(r for held in pack.projects for r in held.project.records)}
        self._reads.keep("handover", access, pack.person.id, records=shown)
        return pack
