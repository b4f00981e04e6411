"""What a project taught, and what became of it, as its review says under the heading asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.found import Found
from assistant.reading import Quote, Reader
from ingest.names import fold
from ingest.records import DOCUMENTS
from ingest.segmentation import telling_terms, terms

_READ = 60  # sentences, of which those under the heading are kept
_COVERED = 0.5  # share of what is said beyond the heading that title and headings must say


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a review: what asks for it, and what its heading says."""

    asked: re.Pattern[str]
    headed: re.Pattern[str]


_PARTS = (
    _Part(
        re.compile(
            r"(?:经验)?教训|踩(?:过|的|了)?(?:什么|哪些)?坑|学到了?|吸取|亏在哪里?|哪里没做好|不顺|走了?弯路|出过?了?(?:什么|哪些)(?:问题|岔子|差错)|遇到过?了?(?:什么|哪些)(?:\w*?)(?:问题|困难)|"
            r"\blessons?(?: learn(?:ed|t))?\b|\b(?:did we learn|learned|learnt|teach|taught|went wrong|go wrong|mistakes?|pitfalls?|troubles?)\b"
        ),
        re.compile(r"教训|踩的?坑|问题|\b(?:lessons?|pitfalls?|problems?|mistakes?|went wrong)\b"),
    ),
    _Part(
        re.compile(
            r"建议|下次(?:要)?注意什么?|以后再做|再做(?=.*(?:注意|建议|怎么))|"
            r"\b(?:advice|advise[ds]?|recommend(?:ed|ation|ations)?|next time|do again)\b"
        ),
        re.compile(r"建议|可复用|复制到|\b(?:advice|recommend\w*|do again|next time)\b"),
    ),
    _Part(
        re.compile(r"做得好|顺利的地方|成功经验|\b(?:went well|go well|go right|went right)\b"),
        re.compile(r"做得好|经验|\b(?:went well|successes)\b"),
    ),
    _Part(
        re.compile(r"根因|根本原因|\broot causes?\b"),
        re.compile(r"根因|根本原因|原因分析|\broot causes?\b"),
    ),
    _Part(
        re.compile(
            r"客户(?:怎么|如何)(?:评价|看|说)|客户评价|\b(?:customer|client)s? (?:say|said|think|thought|feedback|rate|rated)\b"
        ),
        re.compile(r"客户评价|客户反馈|\b(?:customer|client)['’]?s? (?:words|feedback|says)\b"),
    ),
    _Part(
        re.compile(
            r"结果(?:如何|怎么样|怎样)|效果(?:如何|怎么样|怎样)|成果|收益|值不值|"
            r"\b(?:turn(?:ed)? out|end(?:ed)? up(?! \w+ing)|outcomes?|results?|worth it|pay off|paid off)\b"
        ),
        re.compile(r"结果|效果|成果|投入产出|\b(?:results?|outcomes?|findings?)\b"),
    ),
)
# What calls a project a project, and no more.
_CALLING = re.compile(
    r"项目|工程|那次|那个|那单|案子|复盘|总结|我们|当时|以前|过去|有哪些|哪些|什么|"
    r"没(?:有)?(?:做成|谈成|签成|签下来?|拿下来?|中标|成)|[丢输](?:了|掉)|黄了|"
    r"[\d一二三四五六七八九十]+\s*(?:条|个|点|大)|\btop \d+\b|"
    r"\b(?:project|job|case|review|failure|failed|deal|story|give|gave|made|make|out|there|with|us|our|we|what|how)\b"
)
# Tells a project from the others of a customer: 二期, 2024, V60.
_NUMBERING = re.compile(r".*\d.*|第?[一二三四五六七八九十]+[期批次号代轮年]")


class ReviewReader:
    """Reads the part of a review that a question asks for."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, found: Found, *, sentences: int) -> tuple[Quote, ...]:
        """The best sentences under the heading, of one document about what the question names, in its
        order; none where the question asks for no such part, or no document is plainly meant."""
        parts, topic = _asked(found)
        if not parts:
            return ()
        headed: dict[str, list[Quote]] = {}
        for quote in _headed(self._reader.skim(found, sentences=_READ), parts):
            headed.setdefault(quote.passage.record_id, []).append(quote)
        about = {one: _coverage(found, quotes, topic) for one, quotes in headed.items()}
        meant = [one for one, share in about.items() if share >= _COVERED]
        if not meant:
            return ()
        best = max(meant, key=lambda one: (about[one], max(quote.score for quote in headed[one])))
        chosen = sorted(headed[best], key=lambda quote: -quote.score)[:sentences]
        chosen = self._reader.together(found, chosen)
        return tuple(sorted(chosen, key=lambda quote: quote.passage.start + quote.start))

    def of_another(self, found: Found) -> frozenset[str]:
        """The reviews of another phase, year or model than the one whose part is asked for: what the first
        phase taught is no answer for the second."""
        parts, topic = _asked(found)
        numbered = _numbered(topic)
        if not parts or not numbered:
            return frozenset()
        read = {
            quote.passage.record_id
            for quote in _headed(self._reader.skim(found, sentences=_READ), parts)
        }
        return frozenset(one for one in read if not numbered <= found.covered(_held(found, one)))


def asks_of_the_unknown(found: Found) -> bool:
    """Whether a part of a review is asked for, and of something that nobody wrote of: the lessons of
    another project are no answer."""
    parts, topic = _asked(found)
    return bool(parts) and not found.customers and _holds_unheard(found, topic)


def _asked(found: Found) -> tuple[list[_Part], frozenset[str]]:
    """The parts of a review that the question asks for, and the terms of what it shall be about."""
    rest = fold(found.question)
    parts = [part for part in _PARTS if part.asked.search(rest)]
    for part in parts:
        rest = part.asked.sub(" ", rest)
    return parts, frozenset(telling_terms(_CALLING.sub(" ", rest))) & found.focus


def _holds_unheard(found: Found, topic: frozenset[str]) -> bool:
    return any(found.idf[one] >= found.unheard and one not in found.translations for one in topic)


def _headed(quotes: Sequence[Quote], parts: Sequence[_Part]) -> Iterator[Quote]:
    for quote in quotes:
        if quote.passage.kind not in DOCUMENTS:
            continue
        headings = quote.section.heading[1:] or (quote.passage.title, *quote.section.heading)
        if any(part.headed.search(fold(heading)) for part in parts for heading in headings):
            yield quote


def _coverage(found: Found, quotes: Sequence[Quote], topic: frozenset[str]) -> float:
    """The share of the topic that a document's title and headings say; nothing where it is about none of
    the customers named, or not about the number that is, or where nothing but the part is asked for. A word
    that nobody wrote ever names what no review is about."""
    passage = quotes[0].passage
    if found.customers:
        if not set(found.customers) & {one for quote in quotes for one in quote.passage.customers}:
            return 0.0
    elif not topic or _holds_unheard(found, topic):
        return 0.0
    if not _numbered(topic) <= found.covered(_held(found, passage.record_id)):
        return 0.0
    said = frozenset(terms(" ".join((passage.title, *passage.heading))))
    return found.worth(found.covered(said) & topic) / found.worth(topic) if topic else 1.0


def _numbered(topic: frozenset[str]) -> frozenset[str]:
    return frozenset(one for one in topic if _NUMBERING.fullmatch(one))


def _held(found: Found, record_id: str) -> frozenset[str]:
    """The terms of what was found of a record, and its year."""
    theirs = [one for one in found.passages if one.record_id == record_id]
    said = (
        " ".join((one.title, *one.heading, one.text, str(one.occurred_at or "")[:4]))
        for one in theirs
    )
    return frozenset(term for text in said for term in terms(text))
