"""The writer's check, on sentences that a model might write: are the true ones kept, the others caught?"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Literal

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.answers import Passage
from assistant.found import nothing_found
from assistant.writing.checking import Basis, Checked, SentenceChecker, measures
from assistant.writing.cleaning import Claim
from assistant.writing.names import is_of_same_language
from assistant.writing.nearness import Nearness, load_nearness
from assistant.writing.packing import Piece, pieces_of
from eval.results import Miss, SetResult
from eval.workspace import Workspace
from ingest.embedding import Embedder, SentenceTransformerEmbedder
from ingest.mentions import Mention
from ingest.sentences import sentence_spans

NAME = "claims"
Kind = Literal["supported", "crossing", "unsupported", "elsewhere"]
_KEPT = 0.95  # of the supported, by nearness, in the half that it is fitted on
_TRUE = ("supported", "crossing")


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and the passage it cites; `half` 0 fits, 1 measures. "elsewhere" cites another's passage."""

    piece: Piece
    claim: str
    kind: Kind
    half: int


def measure(space: Workspace) -> SetResult:
    """kept: of what is borne out, in the passage's language and in the other; caught: of what is not, and
    of what cites a passage that it is not from. On the half that nothing was fitted on."""
    embedder = space.embedder or SentenceTransformerEmbedder("builtin")
    nearness = load_nearness(embedder.fingerprint)
    misses: list[Miss] = []
    right: dict[str, list[bool]] = {}
    for pair in pairs(embedder):
        if pair.half == 0:
            continue
        checked = check(pair, embedder, nearness)
        is_right = checked.supported == (pair.kind in _TRUE)
        right.setdefault(pair.kind, []).append(is_right)
        if not is_right:
            title = pair.piece.passages[0].title
            misses.append(
                Miss(pair.kind, title, pair.claim, pair.kind, checked.flaw or "supported")
            )
    metrics = {
        "kept": float(np.mean(right["supported"])),
        "crossing_kept": float(np.mean(right["crossing"])),
        "caught": float(np.mean(right["unsupported"])),
        "elsewhere_caught": float(np.mean(right["elsewhere"])),
    }
    return SetResult(metrics, misses=tuple(misses), notes=("fitted on every other passage",))


def fit(embedder: Embedder) -> Nearness:
    """The nearness that keeps 95 in 100 of the supported claims of the fitting half."""
    anything = Nearness(0.0, 0.0, -1.0, -2.0)
    rows: dict[bool, list[tuple[float, float, bool]]] = {True: [], False: []}
    for pair in pairs(embedder):
        if pair.half == 0 and not check(pair, embedder, anything).flaw:
            basis = Basis([pair.piece], _nobody)
            vector = embedder.passages([pair.claim], [[(0, len(pair.claim))]])[0].vector
            cosine, said = measures(pair.claim, basis, basis.vectors @ vector)
            same = is_of_same_language(pair.claim, basis.text)
            rows[same].append((cosine, said, pair.kind in _TRUE))
    told = np.array([row[:2] for row in rows[True]])
    truth = np.array([row[2] for row in rows[True]])
    fitted = LogisticRegression(class_weight="balanced").fit(told, truth)
    said_weight = max(0.0, float(fitted.coef_[0][1] / fitted.coef_[0][0]))
    scores = (told @ np.array([1.0, said_weight]))[truth]
    across = np.array([row[0] for row in rows[False] if row[2]])
    return Nearness(
        1.0,
        round(said_weight, 3),
        round(float(np.quantile(scores, 1 - _KEPT)), 3),
        round(float(np.quantile(across, 1 - _KEPT)), 3),
    )


def check(pair: Pair, embedder: Embedder, nearness: Nearness) -> Checked:
    """What the writer would find of the claim."""
    checker = SentenceChecker([pair.piece], embedder, nearness, _nobody)
    return checker.check(Claim(pair.claim, (1,)))


def pairs(embedder: Embedder) -> list[Pair]:
    """All of them, each true claim also as one that cites the passage after its own."""
    text = files("eval.claims").joinpath("claims.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)["passages"]
    pieces = [_piece(table["title"], table["text"], embedder) for table in tables]
    made: list[Pair] = []
    for at, table in enumerate(tables):
        kinds: Sequence[Kind] = ("supported", "crossing", "unsupported")
        made += [Pair(pieces[at], claim, kind, at % 2) for kind in kinds for claim in table[kind]]
        after = pieces[(at + 2) % len(pieces)]
        made += [Pair(after, claim, "elsewhere", at % 2) for kind in _TRUE for claim in table[kind]]
    return made


def _piece(title: str, text: str, embedder: Embedder) -> Piece:
    passage = Passage(
        chunk_id="r.1.0", record_id="r", version=1, source="claims", kind="file", title=title, uri="",
        text=text, page="", heading=(title,), start=0, end=len(text), score=1.0, dense=0.0, keyword=0.0,
        customers=(), people=(), occurred_at=None,
    )  # fmt: skip
    head = f"{title}\n"
    spans = [(start + len(head), end + len(head)) for start, end in sentence_spans(text)]
    held = embedder.passages([head + text], [spans])[0].sentences
    found = replace(nothing_found(""), sentences={passage.chunk_id: held})
    return pieces_of([passage], found)[0]


def _nobody(_: str) -> tuple[Mention, ...]:
    """Who is named, where nobody is known."""
    return ()
