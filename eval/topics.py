"""Questions about people made from rows: who knows a customer, who knows a subject."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_CUSTOMER: Mapping[str, tuple[str, ...]] = {
    "en": ("Who knows {name} best?", "Whom should I talk to about {name}?"),
    "zh": ("谁最了解 {name} 这个客户?", "{name} 的情况该问哪位同事?"),
}
_TOPIC: Mapping[str, tuple[str, ...]] = {
    "en": ('Who of us knows about "{name}"?', 'Whom can I ask about "{name}"?'),
    "zh": ("“{name}”这件事谁了解?", "关于“{name}”可以问哪位同事?"),
}
_LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class PeopleQuestion:
    """A question and the addresses of those who are right."""

    id: str
    text: str
    people: frozenset[str]


def customer_questions(
    owners: Sequence[tuple[str, str, str]],
) -> tuple[tuple[PeopleQuestion, ...], int]:
    """One for each customer of (id, name, owner's address), languages and phrasings in turn; and how
    many were left out because their name stands twice."""
    times = Counter(name for _, name, _ in owners)
    single = [owner for owner in owners if times[owner[1]] == 1]
    made = tuple(
        PeopleQuestion(f"customer-{key}", _phrased(_CUSTOMER, at, name), frozenset({owner.lower()}))
        for at, (key, name, owner) in enumerate(single)
    )
    return made, len(owners) - len(single)


def topic_questions(rows: Iterable[tuple[str, str]]) -> tuple[PeopleQuestion, ...]:
    """One for each topic of rows (subject, address), in the order in which topics first appear.

    A topic is a subject without its case and its marks of answering and forwarding. Right is
    everybody on a row of it.
    """
    people: dict[str, set[str]] = defaultdict(set)
    written: dict[str, str] = {}
    for subject, address in rows:
        topic = subject_of(subject)
        if topic:
            people[topic.casefold()].add(address.lower())
            written.setdefault(topic.casefold(), topic)
    return tuple(
        PeopleQuestion(f"topic-{key}", _phrased(_TOPIC, at, written[key]), frozenset(right))
        for at, (key, right) in enumerate(people.items())
    )


def subject_of(written: str) -> str:
    """A subject without "Re:", "Fwd:", "回复：" and the like before it, however many."""
    subject = " ".join(written.split())
    while True:
        mark, colon, rest = subject.replace("：", ":").partition(":")
        if not colon or mark.strip().casefold() not in {"re", "fw", "fwd", "回复", "答复", "转发"}:
            return subject
        subject = rest.strip()


def _phrased(phrasings: Mapping[str, tuple[str, ...]], at: int, name: str) -> str:
    forms = phrasings[_LANGUAGES[at % 2]]
    return forms[at // 2 % len(forms)].format(name=name)
