"""What a question asks of structured records: whom it names, which fields, which titles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.naming import known_bearers, known_mentions
from assistant.titles import TitlePhrase, TitleVocabulary
from assistant.vocabulary import FieldVocabulary, blanked
from ingest.access import Access
from ingest.mentions import Mention, addresses
from ingest.segmentation import telling_terms
from ingest.store import Store

PEOPLE_FIELDS = frozenset(
    {"owner", "manager", "resolver", "assignee", "product_manager", "participant"}
)
"""The canonical fields whose value is a colleague."""
_BY_AREA = frozenset({"anybody", "head"})
_LEADING_TO = PEOPLE_FIELDS | {"department"}  # fields by which an area leads to somebody
_PERSON_FIELDS = frozenset({"phone", "email", "title", "department", "office", "joined_on"})
_OF_ANY_KIND = frozenset({"account", "person"})
_ASKERS_OWN = re.compile(
    r"我的|我[是在](?=\||哪|什么|谁)|\bam i\b|我(?:名下|手上|这边|负责|管着?|跟着?|带)|\bmy\b|\bdo i\b|(?<![给帮诉])我(?=\|)"
)
_AND = re.compile(r"[,，。;；?？、]|和|与|及|\band\b")
_WHO = re.compile(r"谁|哪位|\bwho\b")
_CODE = re.compile(r"(?<![a-z0-9-])[a-z]{1,5}-?\d[a-z0-9_]*(?:-[a-z0-9_]+)*")
_JOINED_CODES = re.compile(
    rf"{_CODE.pattern}\s?(?:和|与|跟|及|、|,|，|/|and|or|vs|versus)\s?(?:the )?{_CODE.pattern}"
)
_TIER = re.compile(
    r"(?<![a-z0-9])([a-z])\s?(?:级|类|等)(?!别)|\b(?:tier|class|grade) ([a-z])\b|\b([a-z])[- ](?:tier|class|grade|rated)\b"
)
_POSSESSED = re.compile(r"\|['’]s\b")
_TOTAL = re.compile(
    r"总额|总数|总和|合计|总共|一共|共有?多少|\b(?:in total|altogether|sum of|total (?:of|value|amount|number))\b|"
    r"(?<!哪)(?:多少|几)[个家份项](?!月)|\bhow many (?!days|weeks|months|years)"
)
_COMPARES = re.compile(
    r"更|最|差|比|哪[个家]|谁|多[长高大早晚久少]|\b(?:than|vs|versus|between)\b|"
    r"\b(?:long|short|high|low|earl|lat|bigg|small)i?e(?:r|st)\b|"
    r"\bhow (?:long|short|high|low|early|late|big|small)\b"
)
_OF_STATE = re.compile(
    r"未关闭|未完成|未结|没关|在办|进行中|有效|现行|正在|还开着|现有|目前|当前|已关闭|已完成|"
    r"\b(?:open|active|ongoing|pending|outstanding|current|closed|completed|running)\b"
)
_STATES = frozenset({"status", "stage"})
_BELOW = re.compile(
    r"(?:谁|哪些|哪几|多少|几[个位]).{0,8}(?:向|跟|归)\||\bwho (?:\w+ )?(?:reports?|answers?|works?) (?:directly )?(?:to|for|under) \|"
)
_OF = re.compile(r"\b(?:of|for)\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, read: `named` are the ids of those it names, in order, every bearer of a name.

    `fields` are the words for fields, their entities the canonical names; `kinds` the kinds of
    record spoken of otherwise; `bare` the folded question without the names, `idf` that of its terms;
    `spoken` the places of titles held and ids found, which ask for nothing more.
    """

    named: tuple[str, ...]
    fields: tuple[Mention, ...]
    titles: tuple[TitlePhrase, ...]
    kinds: frozenset[str]
    idf: Mapping[str, float]
    bare: str
    spoken: tuple[Mention, ...] = ()

    @property
    def rest(self) -> dict[str, float]:
        """The terms beyond all those, with their idf."""
        left = blanked(self.bare, (*self.fields, *self.spoken))
        rarest = max(self.idf.values(), default=0.0)
        return {term: self.idf.get(term, rarest) for term in telling_terms(_said_in(left))}

    @property
    def asks_for_a_total(self) -> bool:
        """Whether a count or a sum is asked for, which no field of one record is."""
        return bool(_TOTAL.search(self.bare))

    @property
    def asks_who_reports(self) -> bool:
        """Whether it asks who reports to somebody it names, rather than to whom they report."""
        return bool(_BELOW.search(self.bare))

    @property
    def codes(self) -> tuple[str, ...]:
        """What may be the id of a record: T043-02."""
        return tuple(_CODE.findall(self.bare))

    @property
    def names_several(self) -> bool:
        """Whether codes are named side by side: V60 和 V90."""
        return bool(_JOINED_CODES.search(self.bare))

    @property
    def tier(self) -> str:
        """The tier that is spoken of, folded; empty if none is: 我的 A 级客户, tier B accounts."""
        said = _TIER.search(self.bare)
        return next(filter(None, said.groups())) if said else ""

    @property
    def compares(self) -> bool:
        """Whether it asks which is longer, higher, earlier: such words describe no record then."""
        return bool(_COMPARES.search(self.bare))

    @property
    def beside(self) -> frozenset[str]:
        """The fields to show beside those asked for: where a state is spoken of, what it is."""
        return _STATES if _OF_STATE.search(self.bare) else frozenset()

    @property
    def customers(self) -> tuple[str, ...]:
        return tuple(one for one in self.named if one.startswith("c"))

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(one for one in self.named if one.startswith("p"))

    @property
    def wanted(self) -> frozenset[str]:
        """The canonical names of all fields asked for."""
        return frozenset(name for field in self.fields for name in field.entities)

    @property
    def asks_for_accounts(self) -> bool:
        """Whether it asks which customers somebody has."""
        return bool(self.named) and not self.customers and "account" in self.kinds

    def by_title(self) -> Asked:
        """The same where the titles are held: words for fields within them ask for nothing."""
        beside = self._beside(self.titles)
        if any(not title.parts.isdisjoint(_BY_AREA) for title in self.titles):
            leading = [one for one in beside.fields if not _LEADING_TO.isdisjoint(one.entities)]
            kept = tuple(one for one in beside.fields if one not in leading)
            beside = replace(beside, fields=kept, spoken=(*beside.spoken, *leading))
        if not beside.fields or _WHO.search(self.bare):
            return replace(beside, fields=(Mention("", 0, 0, ("title",)), *beside.fields))
        return beside

    @property
    def bynames(self) -> tuple[TitlePhrase, ...]:
        """The titles that a colleague's name stands beside: account manager Siyu Liu."""
        if not self.people or self.customers:
            return ()
        return tuple(title for title in self.titles if self._is_byname(title))

    def without_bynames(self) -> Asked:
        """The same where those say who is meant, and ask for nothing."""
        kept = tuple(title for title in self.titles if title not in self.bynames)
        return replace(self._beside(self.bynames), titles=kept)

    def _beside(self, titles: Sequence[TitlePhrase]) -> Asked:
        """The same with what the titles say explained, and without the fields within them."""
        beside = tuple(
            field
            for field in self.fields
            if not any(field.start < title.end and title.start < field.end for title in titles)
        )
        held = tuple(Mention("", title.start, title.end, ()) for title in titles)
        return replace(self, fields=beside, spoken=(*self.spoken, *held))

    def _is_byname(self, title: TitlePhrase) -> bool:
        before, after = self.bare[: title.start].rstrip(), self.bare[title.end :].lstrip()
        return before.endswith("|") or after.startswith("|")

    def by_ids(self) -> Asked:
        """The same where records go by the ids in the question, which describe nothing then."""
        ids = tuple(
            Mention(code.group(), code.start(), code.end(), ())
            for code in _CODE.finditer(self.bare)
        )
        return replace(self, spoken=(*self.spoken, *ids))

    def of_owners(self) -> Asked:
        """The same where records are asked for by their owner."""
        return self if self.fields else replace(self, fields=(Mention("", 0, 0, ("owner",)),))

    def without_fields(self) -> Asked:
        """The same asking for nothing."""
        return replace(self, fields=())

    def is_of_kind(self, kind: str) -> bool:
        """Whether a record of this kind is spoken of, as far as the question says of which kind."""
        spoken_of = self.kinds - _OF_ANY_KIND
        return not spoken_of or kind in spoken_of

    def may_be_field(self, title: TitlePhrase) -> bool:
        """Whether a title nobody holds may be a word for a field: an account manager, a head."""
        return "head" in title.parts or self._is_field(title)

    def has_own(self, titles: Sequence[TitlePhrase]) -> bool:
        """Whether the customer that is named has fields for all these titles: its account manager."""
        return bool(self.customers) and all(map(self._is_field, titles))

    def _is_field(self, title: TitlePhrase) -> bool:
        return any(field.start <= title.start and title.end <= field.end for field in self.fields)

    @property
    def of_colleagues(self) -> tuple[Mention, ...]:
        """The fields that may be asked of a colleague whom another field names."""
        if not self.wanted & PEOPLE_FIELDS or "contact" in self.wanted:
            return ()
        return tuple(field for field in self.fields if _PERSON_FIELDS.issuperset(field.entities))

    @property
    def of_colleagues_alone(self) -> bool:
        """Whether they can be asked of nobody else: "the phone of Nordvik's owner" is; "who owns
        Nordvik, and what is the phone number?" may mean a phone of the record's own."""
        return any(self._is_chained(*pair) for pair in pairwise(self.fields))

    def _is_chained(self, first: Mention, second: Mention) -> bool:
        between = self.bare[first.end : second.start]
        if _AND.search(between):
            return False
        if not PEOPLE_FIELDS.isdisjoint(first.entities):
            return _PERSON_FIELDS.issuperset(second.entities)
        return (
            _PERSON_FIELDS.issuperset(first.entities)
            and not PEOPLE_FIELDS.isdisjoint(second.entities)
            and bool(_OF.search(between))
        )


class QuestionReader:
    """Reads questions by the words of `fields.toml` and the names that the asker may know."""

    def __init__(
        self, store: Store, vocabulary: FieldVocabulary, title_vocabulary: TitleVocabulary
    ) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._titles = title_vocabulary

    def read(self, question: str, *, access: Access) -> Asked:
        """What it asks, of nobody else than the asker may know."""
        names = known_mentions(self._store, question, access=access)
        bare = blanked(question, names)
        fields = self._vocabulary.asked(bare)
        rest = blanked(bare, fields)
        named = known_bearers(self._store, question, access=access)
        if not named and _ASKERS_OWN.search(rest):
            named = (access.person_id,)
        if (
            not fields
            and (tier := _TIER.search(bare))
            and any(one.startswith("c") for one in named)
        ):
            fields = (Mention(tier.group(), *tier.span(), ("tier",)),)
        told = {*telling_terms(_said_in(bare)), *telling_terms(_said_in(rest))}
        return Asked(
            named,
            fields,
            self._titles.phrases(bare, fields),
            self._vocabulary.kinds(rest),
            self._store.keywords.idf(sorted(told)),
            bare,
        )


def _said_in(text: str) -> str:
    """A text with names blanked, without what clings to them, and without addresses."""
    for address in addresses(text):
        text = text.replace(address, "|")
    return _POSSESSED.sub("|", text)
