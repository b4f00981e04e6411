"""What a question would find in passages written by hand, all equally near."""

from __future__ import annotations

from functools import cache

import numpy as np

from assistant.answers import Passage
from assistant.found import Found
from assistant.translating import Translations
from ingest.segmentation import question_terms
from ingest.sentences import sentence_spans


@cache
def _translations() -> Translations:
    return Translations()


def found_in(question: str, *documents: tuple[str, str]) -> Found:
    """`documents` are titles and texts; every term weighs the same."""
    terms = tuple(question_terms(question))
    passages = tuple(
        Passage(
            chunk_id=f"r{at}.1.0",
            record_id=f"r{at}",
            version=1,
            source="documents",
            kind="file",
            title=title,
            uri="",
            text=text,
            page=None,
            heading=(title,),
            start=0,
            end=len(text),
            score=1.0,
            dense=0.5,
            keyword=1.0,
            customers=(),
            people=(),
            occurred_at=None,
        )
        for at, (title, text) in enumerate(documents)
    )
    return Found(
        question=question,
        vector=np.ones(2, np.float32),
        terms=terms,
        idf=dict.fromkeys(terms, 1.0),
        unheard=1.0,
        named=(),
        passages=passages,
        sentences={
            passage.chunk_id: np.ones((len(list(sentence_spans(passage.text))), 2), np.int8)
            for passage in passages
        },
        fields_end={},
        sections={},
        tag_terms=frozenset(),
        about_terms=frozenset(),
        context_terms=frozenset(),
        translations=_translations().of(terms),
    )
