"""Lets a follow-up stand alone, by what the conversation was about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.focus import (
    asks_for_a_language,
    field_words,
    in_the_year_of,
    own_words,
    with_another,
    without_places,
)
from assistant.naming import known_bearers, known_mentions
from assistant.vocabulary import blanked
from ingest.access import Access
from ingest.mentions import Mention
from ingest.names import fold
from ingest.segmentation import terms
from ingest.store import Store

Covered = Callable[[frozenset[str]], frozenset[str]]

_POINTS_BACK = re.compile(
    r"(?<!其)[他她它]|[这那][个家些位边]|对方|[该此](?:客户|公司|企业|项目|合同|产品|型号|联系人|供应商|工单|订单)|上述|"
    r"\b(?:he|she|its|they|them|their|his|her|those|these)\b|(?<!\bis )(?<!\bwas )\bit\b|"
    r"\b(?:this|that) (?:one|customer|company|client|account|project|contract|deal|product|order|ticket|person|site|plant|machine|line)\b",
    re.IGNORECASE,
)
# These may point back, or at nothing: is there a discount, is it allowed to.
_MAY_POINT_BACK = re.compile(r"其中|刚才|\b(?:it|there|this|that)\b", re.IGNORECASE)
_INSTEAD = re.compile(
    r"^那么?(?![个家些位份款台条])|呢[?？]?$|^(and|what about|how about|same for)\b", re.IGNORECASE
)
# Asks which customers, or of them all: whomever the question before named is not meant.
_OF_CUSTOMERS = re.compile(
    r"哪[些几]?家?(?:个|位)?(?:客户|公司|企业)|(?:所有|全部|各个?|每个|每家|我们?的)客户|"
    r"(?:按|分)客户|\b(?:by|per|each) (?:customer|client|account)\b|"
    r"\bwhich (?:of (?:our|my|the) )?(?:customers|clients|accounts)\b|"
    r"\b(?:all|any of|across) (?:of )?(?:our |my |the )?(?:customers|clients|accounts)\b",
    re.IGNORECASE,
)
_HIM_OR_HER = re.compile(r"(?<!其)[他她](?!们)|\b(he|she|him|his|her|hers)\b", re.IGNORECASE)
_THEM = re.compile(r"[他她]们|\b(they|them|their|theirs)\b", re.IGNORECASE)
_WHO = re.compile(r"谁|哪位|\bwho\b", re.IGNORECASE)
_OWN_OF_A_PERSON = re.compile(
    r"^(?:那么?)?(.+?)的呢[?？]?$|^(?:and|what about) (.+?)['’]s\??$", re.IGNORECASE
)
_MARKS = " \t.。!！?？,，"
_SAYS = re.compile(r"[^|\s.。!！?？,，]")
_ABOUT_CHARACTERS = 300
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Turn:
    """The asker's own previous question, as asked and as it stood alone, the people and the customers
    whom its answer named, and the records that both drew on."""

    question: str
    standalone_question: str
    people: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that needs none before it; `about` is what an earlier one says it is about, and
    `records` what the words taken over came from. One that repeats the earlier question holds in `own`
    what was added: an answer says something of that."""

    question: str
    about: str = ""
    records: tuple[str, ...] = ()
    own: str = ""

    @property
    def text(self) -> str:
        return f"{self.about} {self.question}".strip()


def standalone(
    question: str, previous: Turn | None, *, store: Store, access: Access
) -> tuple[Standalone, ...]:
    """What the question may mean after the asker's previous one, the likeliest first.

    "And Hengyue?" takes over what was asked; "who owns it?" takes over whom it was asked about, and
    "her phone?" whom the answer named, where the question named nobody. "The latter" is the last of
    those named, "in July" is in the year spoken of, and "and in English?" is the question before.
    "Which customers" are not the one named. A question that names nobody and points at nothing may begin
    anew, or go on about the same.
    """
    if previous is None:
        return (Standalone(question),)
    before = previous.standalone_question[-_ABOUT_CHARACTERS:]
    if asks_for_a_language(question):
        return (Standalone(before, records=previous.records),)
    mentions_before = known_mentions(store, before, access=access)
    named_before = list(dict.fromkeys(mention.name for mention in mentions_before))
    named_before = named_before or list(previous.customers)
    said = in_the_year_of(without_places(question, named_before or list(previous.people)), before)
    as_it_stands = Standalone(said, records=previous.records if said != question else ())
    instead = _INSTEAD.search(said.strip())
    mentions = known_mentions(store, said, access=access)
    if mentions:
        if chosen := _with_one_chosen(said, mentions, before, mentions_before):
            return (Standalone(chosen, records=previous.records),)
        if not instead:
            return (as_it_stands,)
        kept = " ".join(blanked(before, mentions_before).replace("|", " ").split())
        taking_over = Standalone(f"{said} {kept}", records=previous.records)
        asks_itself = field_words(blanked(said, mentions))
        return (as_it_stands, taking_over) if asks_itself else (taking_over,)
    if meant := _people_meant(said, previous, named_before, store, access):
        of_people = Standalone(f"{' '.join(meant)} {said}", records=previous.records)
        if _HIM_OR_HER.search(said) or not named_before:
            return (of_people,)
        about = Standalone(" ".join((*named_before, said)), before, previous.records)
        return (of_people, about)
    if swapped := with_another(before, said):
        return (Standalone(swapped, records=previous.records),)
    points_back = bool(_POINTS_BACK.search(said))
    if not mentions_before and len(previous.customers) > 1 and not (points_back or instead):
        named_before = []  # what comes after a list of customers need not be about them all
    if _OF_CUSTOMERS.search(said) and not points_back and _names_customers(mentions_before):
        return (as_it_stands,)
    going_on = Standalone(" ".join((*named_before, said)), before, previous.records)
    both = Standalone(f"{before} {said}", records=previous.records)
    if instead:
        return (*_of_another(said, before, named_before, previous), both, going_on)
    both = replace(both, own=said)
    if points_back:
        return (going_on, both)
    if _MAY_POINT_BACK.search(said):
        return (going_on, as_it_stands, both)
    return (as_it_stands, going_on, both)


def says_something_of(own: str, texts: Iterable[str], covered: Covered) -> bool:
    """Whether what is read tells of the words that a follow-up added: one of its telling words, or,
    where it has none but asks how much, a number. `covered` gives the words that some terms say."""
    read = list(texts)
    words = set(own_words(own))
    said = covered(frozenset(term for text in read for term in terms(text)))
    if words:
        return not words.isdisjoint(said)
    return any(_DIGIT.search(text) for text in read)


def _names_customers(mentions: Iterable[Mention]) -> bool:
    return any(one.startswith("c") for mention in mentions for one in mention.entities)


def _with_one_chosen(
    said: str, mentions: Sequence[Mention], before: str, mentions_before: Sequence[Mention]
) -> str:
    """The earlier question about the one of several bearers of a name whom a follow-up names, and says no
    more; empty where it says more, or nobody was to be chosen."""
    named = mentions[0]
    if (
        len(mentions) > 1
        or _SAYS.search(blanked(said, mentions))
        or len(fold(before)) != len(before)
    ):
        return ""
    for one in mentions_before:
        if set(named.entities) < set(one.entities):
            return f"{before[: one.start]}{said.strip(_MARKS)}{before[one.end :]}"
    return ""


def _of_another(
    question: str, before: str, named_before: list[str], previous: Turn
) -> tuple[Standalone, ...]:
    """ "And the buyer's?" after somebody's phone was asked: what was asked, of another."""
    whose = _OWN_OF_A_PERSON.search(question.strip())
    asked = field_words(before)
    if not whose or not asked:
        return ()
    other = next(filter(None, whose.groups()))
    return (Standalone(" ".join((*named_before, other, *asked)), records=previous.records),)


def _people_meant(
    question: str, previous: Turn, named_before: list[str], store: Store, access: Access
) -> list[str]:
    """Whom "he", "she" or "they" mean: the people that the previous question named, else those of its
    answer, of several the first where it was asked who; "they" may as well be whom it was about."""
    him_or_her = _HIM_OR_HER.search(question)
    asked_who = _WHO.search(previous.question)
    bearers = known_bearers(store, previous.standalone_question, access=access)
    if any(bearer.startswith("p") for bearer in bearers):
        return named_before if him_or_her else []
    if him_or_her and (len(previous.people) == 1 or asked_who):
        return list(previous.people[:1])
    if _THEM.search(question) and asked_who and previous.people:
        return [*named_before, *previous.people]
    return []
