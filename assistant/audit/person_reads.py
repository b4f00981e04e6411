"""Pages of colleagues as people read them, each kept in the audit log before it is shown."""

from __future__ import annotations

from assistant.audit.customer_reads import records_in
from assistant.audit.read_log import ReadLog
from assistant.people.directory import Directory, WantedPeople
from assistant.people.page import PersonPages
from assistant.people.views import OrgChart, PersonChoice, PersonList, PersonPage
from assistant.questions import Language
from ingest.access import Access


class PersonReads:
    """The list and the chart, a colleague by id, or whom a name means."""

    def __init__(self, pages: PersonPages, directory: Directory, reads: ReadLog) -> None:
        self._pages = pages
        self._directory = directory
        self._reads = reads

    def listed(self, wanted: WantedPeople, *, access: Access) -> PersonList:
        """The colleagues asked for."""
        shown = self._directory.listed(wanted, access=access)
        self._reads.keep("people", access, text=wanted.search, records=records_in(shown))
        return shown

    def chart(self, language: Language = "zh", *, access: Access) -> OrgChart:
        """Who reports to whom."""
        shown = self._directory.chart(language, access=access)
        self._reads.keep("people", access, "chart", records=records_in(shown))
        return shown

    def page(self, person_id: str, *, access: Access) -> PersonPage:
        """A colleague as far as the asker may see."""
        page = self._pages.page(person_id, access=access)
        self._reads.keep("person", access, page.person.id, records=records_in(page))
        return page

    def named(self, said: str, *, access: Access) -> PersonChoice:
        """The same of whom a name, an address or an id means, or those whom it may mean."""
        choice = self._pages.named(said, access=access)
        target = choice.page.person.id if choice.page else ""
        self._reads.keep("person", access, target, text=said, records=records_in(choice))
        return choice
