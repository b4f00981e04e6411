"""The measures: pure functions of what was ranked and what was right."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterable, Mapping, Sequence

import ir_measures
from ir_measures import nDCG
from sklearn.metrics import f1_score, roc_auc_score

MEASURES: Mapping[str, ir_measures.measures.Measure] = {
    "mrr": ir_measures.RR,
    "p@1": ir_measures.P @ 1,
    "r@10": ir_measures.R @ 10,
    "ndcg@10": nDCG @ 10,
    "ap": ir_measures.AP,
}


def mean(values: Iterable[float]) -> float:
    """The arithmetic mean; 0.0 of nothing."""
    values = tuple(values)
    return statistics.fmean(values) if values else 0.0


def median(values: Iterable[float]) -> float:
    """The middle value; 0.0 of nothing."""
    values = tuple(values)
    return statistics.median(values) if values else 0.0


def distinct(ranked: Iterable[str]) -> tuple[str, ...]:
    """The ranking without repeats, each at its first place."""
    return tuple(dict.fromkeys(ranked))


def recall_at_k(ranked: Sequence[str], gold: Collection[str], k: int) -> float:
    """The share of `gold` among the first k distinct of `ranked`; 0.0 where nothing is gold."""
    if not gold:
        return 0.0
    return len(set(distinct(ranked)[:k]) & set(gold)) / len(set(gold))


def share_standing(texts: Sequence[str], sentences: Collection[str]) -> float:
    """The share of `sentences` that stand inside one of the texts, whitespace taken out of both."""
    if not sentences:
        return 0.0
    hay = ["".join(text.split()) for text in texts]
    needles = ["".join(sentence.split()) for sentence in sentences]
    return sum(any(needle in text for text in hay) for needle in needles) / len(needles)


def area_under_curve(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """The chance that a positive's confidence is above a negative's, ties counting half.

    0.0 where either side is empty: there is nothing to tell apart.
    """
    if not positives or not negatives:
        return 0.0
    truth = [1] * len(positives) + [0] * len(negatives)
    return float(roc_auc_score(truth, [*positives, *negatives]))


def macro_f1(right: Sequence[str], given: Sequence[str], labels: Sequence[str]) -> float:
    """The mean over `labels` of the harmonic mean of precision and recall; a label that is neither
    right nor given anywhere counts 0. Other labels may stand in both: they are no part of the mean."""
    if not right:
        return 0.0
    scores = f1_score(right, given, labels=list(labels), average=None, zero_division=0)
    return mean(float(score) for score in scores)


def rank_measures(
    rankings: Mapping[str, Sequence[str]],
    gold: Mapping[str, Collection[str]],
    names: Sequence[str],
) -> dict[str, float]:
    """The named `MEASURES` over all questions of `gold`; a question without ranking counts as 0.

    Questions whose gold is empty are left out, as trec_eval does.
    """
    truth = {
        question: dict.fromkeys(relevant, 1) for question, relevant in gold.items() if relevant
    }
    run = {
        question: {item: -float(place) for place, item in enumerate(distinct(ranked))}
        for question, ranked in rankings.items()
        if ranked and question in truth
    }
    if not truth:
        return dict.fromkeys(names, 0.0)
    wanted = {name: MEASURES[name] for name in names}
    if not run:
        return dict.fromkeys(names, 0.0)
    per_question = list(ir_measures.iter_calc(list(wanted.values()), truth, run))
    totals = dict.fromkeys(wanted.values(), 0.0)
    for metric in per_question:
        totals[metric.measure] += float(metric.value)
    return {name: totals[measure] / len(truth) for name, measure in wanted.items()}
