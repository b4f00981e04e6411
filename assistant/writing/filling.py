"""Has a language model fill in the typed query that a question is: by a tool call, never as SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import ValidationError

from assistant.orders import plainly
from assistant.prompts import prompt
from assistant.query.typed_query import TypedQuery
from assistant.query.views import CountableKind
from assistant.questions import language_of
from assistant.writing.endpoint import ChatEndpoint
from assistant.writing.quantities import stated_in
from assistant.writing.wire import Message, Tool
from ingest.errors import PermanentError, TransientError
from ingest.names import fold

TOOL = "query_records"
_MOST_TOKENS = 500
_MOST_FIELDS = 40


def filled(
    question: str, today: date, countable: Sequence[CountableKind], endpoint: ChatEndpoint
) -> TypedQuery | None:
    """The query by one short call; None where the endpoint fails, calls no tool, or fills in what is no
    query, or names whom or counts what the question does not. What it says goes nowhere else."""
    tool = Tool(
        TOOL, "Counts, sums or lists the company's records.", TypedQuery.model_json_schema()
    )
    told = prompt(
        "query",
        language_of(question),
        today=today.isoformat(),
        fields="\n".join(map(_described, countable)),
        question=plainly(question),
    )
    try:
        reply = endpoint.reply([Message("user", told)], max_tokens=_MOST_TOKENS, tools=[tool])
    except (TransientError, PermanentError):
        return None
    for call in reply.calls[:1]:
        if call.name != TOOL:
            return None
        try:
            query = TypedQuery.model_validate_json(call.arguments)
        except ValidationError:
            return None
        kinds = {one.kind for one in countable}
        asked = fold(question)
        named = all(fold(name) in asked for name in _names(query))
        if named and kinds.issuperset(query.kinds) and _counts_what_is_asked(query, question):
            return query
    return None


def _described(one: CountableKind) -> str:
    fields = ", ".join(
        f"{field.name} ({field.label}, {field.type})" for field in one.fields[:_MOST_FIELDS]
    )
    return f"- {one.kind}: {fields}"


def _names(query: TypedQuery) -> Iterator[str]:
    yield from query.customers
    for person in query.people:
        yield from (one for one in person.people if one != "me")
    for topic in query.about:
        yield from topic.any_of[:1]


def _counts_what_is_asked(query: TypedQuery, question: str) -> bool:
    """Whether each bound is a number of the question."""
    bounds = (
        bound
        for one in query.where
        for bound in (one.above, one.at_least, one.below, one.at_most)
        if bound is not None
    )
    told = {amount.value for amount in stated_in(question, generous=True).amounts}
    return all(bound in told for bound in bounds)
