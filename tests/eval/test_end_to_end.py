"""Three articles through the real store and the real assistant, with the quick embedder."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from eval.data import CHECKOUT
from eval.reading import Question, ReadingSet, measure_reading
from eval.workspace import Workspace
from ingest.records import Record, Section, revision_of
from tests.hash_embedder import HashEmbedder

ARTICLES = {
    "canteen": ("食堂", "食堂的午餐时间是十一点半到一点。晚餐从六点开始。"),
    "parking": ("Parking", "The garage on Lake Road has 150 parking spaces. It opens at seven."),
    "visits": ("来访登记", "访客须在前台登记并佩戴蓝色胸牌。离开时交还胸牌。"),
}
QUESTIONS = (
    Question("q1", "午餐时间是几点?", "canteen", ("十一点半到一点",)),
    Question("q2", "How many parking spaces does the garage have?", "parking", ("150",)),
    Question("q3", "访客要戴什么颜色的胸牌?", "visits", ("蓝色",)),
)


def record(key: str) -> Record:
    title, text = ARTICLES[key]
    return Record(
        external_id=key,
        revision=revision_of(title, text),
        kind="article",
        title=title,
        audience=("everyone",),
        sections=(Section(text),),
    )


def test_three_articles_are_synced_asked_and_measured(tmp_path: Path) -> None:
    space = Workspace(
        tmp_path, CHECKOUT / "config.toml", None, 1, Console(quiet=True), HashEmbedder()
    )
    tiny = ReadingSet("tiny", tuple(map(record, ARTICLES)), QUESTIONS)
    result = measure_reading(space, tiny)
    assert result.metrics["first"] == 1.0
    assert result.metrics["record_recall@5"] == 1.0
    assert result.metrics["questions"] == 3
    assert 0.5 <= result.metrics["abstain_auc"] <= 1.0
    assert set(result.baselines) == {"bm25", "dense"}
    assert result.baselines["bm25"]["first"] == 1.0
    assert json.dumps(dict(result.metrics))
