"""Makes the handover pack of a colleague, for those who may ask for it; none is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sqlalchemy import select

from assistant.answers import RecordLink
from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.cards import card_of, person_cards
from assistant.customers.open_views import OpenItem
from assistant.handover.gathering import Carried, Gatherer, named_most
from assistant.handover.shares import documents_among
from assistant.handover.views import DocumentToWrite, HandoverPack
from assistant.projects.items import items_of_customers
from assistant.projects.people import active_among
from ingest.access import Access
from ingest.catalog.directory import people_with, survivors
from ingest.catalog.visible import visible
from ingest.errors import ForbiddenError, NotFoundError
from ingest.records import DOCUMENTS
from ingest.store import Store
from ingest.tokens import line_token

_WRITTEN = 10
_FORBIDDEN = (
    "A handover pack is for the person, whoever leads them, and the roles lead and admin "
    "交接包只给本人、其上级，以及 lead 和 admin 角色"
)
_ALONE = Bilingual(
    "{share} 的记录由这位同事经手，没有别的同事接近，也没有文档",
    "{share} of what is on record went through them, nobody else comes near, and no document tells of it",
)
_OF_CUSTOMER = Bilingual(
    "《{name}》交接说明：联系人、约定、习惯与未了事项",
    "{name}: handover note (contacts, agreements, habits, what is open)",
)
_OF_TOPIC = Bilingual(
    "《{name}》操作说明：怎么做、坑在哪里", "{name}: how it is done, and what goes wrong"
)
_OF_PROJECT = Bilingual("《{name}》进展与遗留问题", "{name}: where it stands and what is left")
_NO_DOCUMENT = Bilingual("项目在进行，但没有任何文档", "It goes on, and there is no document of it")

OpenItems = Callable[[str, Access], Sequence[OpenItem]]
"""What is open in a colleague's hands."""


class Handovers:
    """Of one company."""

    def __init__(
        self, store: Store, gatherer: Gatherer, open_items: OpenItems, today: Callable[[], date]
    ) -> None:
        self._store = store
        self._gatherer = gatherer
        self._open_items = open_items
        self._today = today

    def pack(self, person_id: str, *, access: Access, may_see_all: bool) -> HandoverPack:
        """All that they hand over, as far as the asker may read. NotFoundError for somebody whom the asker
        may know nothing of; ForbiddenError unless it is the person, somebody in their line above, or one
        whose role lets them see anybody's (`may_see_all`)."""
        with self._store.catalog.reading() as connection:
            [person_id] = survivors(connection, [person_id])
            people = visible(access=access).people
            row = connection.execute(select(people).where(people.c.person_id == person_id)).first()
            if row is None or not row.record_id:
                raise NotFoundError("There is no such person, or nobody that you may see")
            if not (may_see_all or self._leads(person_id, access)):
                raise ForbiddenError(_FORBIDDEN)
            person = card_of(row)
            above = person_cards(
                connection, people_with(connection, row.manager or []), access=access
            )
            manager = next(iter(above.values()), None)
            below = self._store.lines().reports(person_id)
            here = active_among(connection, below, access=access)
            cards = person_cards(connection, below, access=access)
            reports = tuple(cards[one] for one in below if one in cards and one in here)
        carried = self._gatherer.gathered(person, manager, self._today(), access=access)
        return HandoverPack(
            person=person,
            active=bool(row.active),
            manager=manager,
            made_on=self._today(),
            reports=reports,
            take_over=named_most(carried),
            customers=tuple(carried.customers),
            open_items=tuple(self._open_items(person_id, access)),
            projects=tuple(carried.projects),
            topics=tuple(carried.topics),
            to_write=tuple(self._to_write(carried, access)),
            written=_written(carried),
        )

    def _leads(self, person_id: str, access: Access) -> bool:
        """Whether it is the asker themselves, or somebody below them."""
        if person_id == access.person_id:
            return True
        addresses = self._store.lines().addresses(person_id)
        return any(line_token(one) in access.tokens for one in addresses)

    def _to_write(self, carried: Carried, access: Access) -> Iterator[DocumentToWrite]:
        """For each customer, topic and project that they carry and no readable document is of."""
        with self._store.catalog.reading() as connection:
            for one in carried.customers:
                if not one.alone:
                    continue
                held = items_of_customers(connection, [one.customer.id], access=access)
                if not any(item.kind in DOCUMENTS for item in held):
                    yield DocumentToWrite(
                        _OF_CUSTOMER.filled(name=called(one.customer)),
                        _alone(one.share),
                        one.records,
                    )
            for topic in carried.topics:
                if not self._is_documented([link.record_id for link in topic.records], carried):
                    title = _OF_TOPIC.filled(name=Bilingual(topic.name.zh, topic.name.en))
                    yield DocumentToWrite(title, _alone(topic.share), topic.records)
        for project in carried.projects:
            if project.project.state == "running" and not project.project.documents:
                title = _OF_PROJECT.filled(name=project.project.name)
                records = tuple(
                    carried.records[one].link
                    for one in project.project.records
                    if one in carried.records
                )
                yield DocumentToWrite(title, _NO_DOCUMENT, records)

    @staticmethod
    def _is_documented(record_ids: Sequence[str], carried: Carried) -> bool:
        tied = [carried.records[one] for one in record_ids if one in carried.records]
        return bool(documents_among(tied))


def _alone(share: float) -> Bilingual:
    return _ALONE.filled(share=f"{share:.0%}")


def _written(carried: Carried) -> tuple[RecordLink, ...]:
    """The documents that they wrote, the newest first: somebody must keep them."""
    wrote = [
        one for one in documents_among(carried.records.values()) if one.roles & {"author", "owner"}
    ]
    return tuple(one.link for one in wrote[:_WRITTEN])
