"""What is attached to mails, as records of their own beside the mail's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from connectors.listing import Listed
from ingest.mentions import is_at
from ingest.parsing.mail import Mail
from ingest.records import CustomerRef, Field, File, Involvement, PersonRef, Record, Role, Tombstone

MARK = "#attachment/"
"""Between a mail's external id and the place of what is attached: "q3.eml#attachment/2/offer.pdf"."""


class KnownMails:
    """What is held of a source's mails and of what is attached to them.

    A mail's revision ends with the number of its attachments: one that could not be read is not held,
    and so the mail is opened again, as a file that cannot be read is.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self._attached: defaultdict[str, list[str]] = defaultdict(list)
        for external_id in known:
            mail, mark, _ = external_id.partition(MARK)
            if mark:
                self._attached[mail].append(external_id)

    def unchanged(self, external_id: str, revision: str) -> tuple[Listed, ...]:
        """The mail at this revision and all that is attached to it; none where anything is not held."""
        attached = self._attached.get(external_id, [])
        if self._known.get(external_id) != _counted(revision, len(attached)):
            return ()
        return self.held(external_id)

    def held(self, external_id: str) -> tuple[Listed, ...]:
        """The mail and what is held of its attachments, as they were."""
        return (Listed(external_id), *map(Listed, self._attached.get(external_id, [])))

    def out_of_sight(self, external_id: str) -> Iterator[Listed]:
        """What is held of the mail and of its attachments, for nobody any more."""
        for one in self.held(external_id):
            if one.external_id in self._known:
                yield Listed(one.external_id, Tombstone(one.external_id, at_once=True))

    def listed(
        self, record: Record, mails: Sequence[Mail], domains: tuple[str, ...]
    ) -> Iterator[Listed]:
        """The record of a mail (or of a mailbox of several), then one for each attachment.

        They have its audience, its date and the people and customers of the mail that they are on.
        """
        count = sum(len(mail.attachments) for mail in mails)
        counted = replace(record, revision=_counted(record.revision, count))
        yield self._told(counted)
        for number, mail in enumerate(mails, start=1):
            for attachment in mail.attachments:
                path = f"{number}/{attachment.path}" if len(mails) > 1 else attachment.path
                external_id = f"{record.external_id}{MARK}{path}"
                yield self._told(
                    Record(
                        external_id=external_id,
                        revision=record.revision,
                        kind="file",
                        title="",  # the parser knows what the file calls itself
                        audience=record.audience,
                        fields=_tie(mail),
                        file=File(external_id, attachment.data),
                        uri=f"{record.uri}{MARK}{path}",
                        occurred_at=mail.sent_at,
                        involvements=tuple(involvements(mail, domains)),
                        customers=tuple(customers(mail, domains)),
                        thread=mail.thread,
                    )
                )

    def _told(self, record: Record) -> Listed:
        known = self._known.get(record.external_id) == record.revision
        return Listed(record.external_id, None if known else record)


def involvements(mail: Mail, domains: tuple[str, ...]) -> Iterator[Involvement]:
    """The colleagues whom a mail shows: not those in Bcc."""
    roles: tuple[tuple[Role, tuple[PersonRef, ...]], ...] = (
        ("author", mail.sender),
        ("participant", mail.recipients + mail.cc),
    )
    for role, people in roles:
        for person in people:
            if is_at(person.email, domains):
                yield Involvement(role, person)


def customers(mail: Mail, domains: tuple[str, ...]) -> Iterator[CustomerRef]:
    """The customers at whose addresses a mail's other people are."""
    for person in dict.fromkeys(mail.sender + mail.recipients + mail.cc):
        if person.email and not is_at(person.email, domains):
            yield CustomerRef(email=person.email)


def _tie(mail: Mail) -> tuple[Field, ...]:
    return (Field("attached_to", "Attached to", mail.subject),) if mail.subject else ()


def mail_revision(revision: str) -> str:
    """A mail's revision without the number of its attachments."""
    return revision.partition("+")[0]


def _counted(revision: str, attachments: int) -> str:
    return f"{revision}+{attachments}" if attachments else revision
