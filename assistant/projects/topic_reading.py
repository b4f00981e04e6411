"""What to read about a topic, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answers import Passage, RecordLink
from assistant.bilingual import Bilingual
from assistant.found import Found
from assistant.projects.items import Item
from assistant.projects.learning_views import LearningItem
from assistant.projects.stages import Stage, newest_editions, stage_of
from assistant.projects.views import ProjectLink
from ingest.moments import to_text
from ingest.records import Kind
from ingest.segmentation import terms

_LEAST_SAID = 0.35
"""Of what the topic's words are worth, a passage says so much at least, in either language."""
_LEAST_SCORE = 0.42
_OF_THE_BEST = 0.5
_WORTH: dict[Kind, float] = {
    "file": 1.0, "article": 1.0, "product": 0.85, "ticket": 0.75, "visit": 0.7, "meeting": 0.75, "mail": 0.7,
    "chat": 0.6, "answer": 0.9, "event": 0.6,
}  # fmt: skip
"""What is read at all, and how gladly against a document found as well."""
_CASES = 3
_PROJECTS = 2
_SECTION = Bilingual("{why}；看「{heading}」一节", "{why}; see “{heading}”")
_PROJECT = Bilingual(
    "做过的项目：目标、结果与教训在一页里",
    "A project of ours: goal, result and lessons on one page",
)


def topic_items(
    found: Found,
    documents: Sequence[Item],
    projects: Mapping[str, ProjectLink],
    most: int,
) -> list[LearningItem]:
    """The records that say most of the topic, from overview to detail, each document in its newest
    edition; none where nothing is about it."""
    best_of: dict[str, Passage] = {}
    for passage in found.everywhere:
        if passage.score >= _LEAST_SCORE and said_share(found, passage) >= _LEAST_SAID:
            held = best_of.get(passage.record_id)
            if held is None or passage.score > held.score:
                best_of[passage.record_id] = passage
    if not best_of:
        return []
    newest = newest_editions(documents)
    chosen: dict[str, tuple[float, LearningItem, tuple[int, str]]] = {}
    of_projects = _projects(best_of, projects)
    told = {record for link in of_projects for record in link.records}
    for record_id, passage in best_of.items():
        if record_id in told or passage.kind not in _WORTH:
            continue
        item = newest.get(record_id) or _as_item(passage)
        stage = stage_of(item)
        value = passage.score * _WORTH[passage.kind]
        entry = LearningItem(
            RecordLink(item.record_id, item.title),
            None,
            item.kind,
            item.occurred_at,
            stage.name,
            _why(stage, passage),
        )
        day = to_text(item.occurred_at) if item.occurred_at else ""
        held_value = chosen.get(item.record_id, (0.0, entry, (0, "")))[0]
        if value > held_value:
            chosen[item.record_id] = (value, entry, (stage.place, day))
    for link in of_projects:
        value = max(best_of[one].score for one in link.records if one in best_of)
        project_stage = Stage("project", _PROJECT)
        entry = LearningItem(None, link, "project", link.end, "project", _PROJECT)
        chosen[link.id] = (value * 0.9, entry, (project_stage.place, str(link.start or "")))
    return _best(list(chosen.values()), most)


def said_share(found: Found, passage: Passage) -> float:
    """How much of what the words asked are worth a passage says, with its title and headings."""
    whole = found.worth(found.idf)
    said = set(terms(" ".join((passage.title, *passage.heading, passage.text))))
    return found.worth(found.covered(said)) / whole if whole else 0.0


def _best(
    chosen: list[tuple[float, LearningItem, tuple[int, str]]], most: int
) -> list[LearningItem]:
    ranked = sorted(chosen, key=lambda one: -one[0])
    best = ranked[0][0] if ranked else 0.0
    kept: list[tuple[float, LearningItem, tuple[int, str]]] = []
    cases = 0
    for one in ranked:
        is_case = one[1].stage == "case"
        if one[0] < _OF_THE_BEST * best or (is_case and cases == _CASES):
            continue
        cases += is_case
        kept.append(one)
    return [item for _, item, _ in sorted(kept[:most], key=lambda one: (one[2][0], one[2][1]))]


def _projects(
    best_of: Mapping[str, Passage], projects: Mapping[str, ProjectLink]
) -> list[ProjectLink]:
    """Those one of whose own records was found, the best first."""
    scored = [
        (max(best_of[one].score for one in link.records if one in best_of), link)
        for link in projects.values()
        if any(one in best_of for one in link.records)
    ]
    return [link for _, link in sorted(scored, key=lambda one: -one[0])[:_PROJECTS]]


def _why(stage: Stage, passage: Passage) -> Bilingual:
    heading = passage.heading[-1] if passage.heading else ""
    if not heading or heading == passage.title or passage.kind not in ("file", "article"):
        return stage.why
    return Bilingual(
        _SECTION.zh.format(why=stage.why.zh, heading=heading),
        _SECTION.en.format(why=stage.why.en, heading=heading),
    )


def _as_item(passage: Passage) -> Item:
    return Item(
        passage.record_id,
        passage.version,
        passage.source,
        "",
        passage.kind,
        passage.title,
        passage.uri,
        passage.occurred_at,
        frozenset(),
        {},
    )
