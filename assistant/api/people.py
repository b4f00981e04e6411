"""GET /api/people, its chart, and /api/people/{id}: colleagues as far as the asker may see; and what one
says of one's own topics."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.api.crowding import opening_a_page
from assistant.api.identity import TheApplication, TheAsker
from assistant.api.ids import Id
from assistant.people.directory import Presence, WantedPeople
from assistant.people.views import OrgChart, PersonList, PersonPage, TopicSaid
from assistant.questions import Language

router = APIRouter()
_FARTHEST = 1_000_000


class TopicWord(BaseModel):
    """What the asker says of a topic of theirs, by its id or name; `confirm` takes words of their own too."""

    model_config = ConfigDict(extra="forbid")

    topic: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
    say: Literal["hide", "confirm", "withdraw"]


@router.get("/people", dependencies=[Depends(opening_a_page)])
def people(
    application: TheApplication,
    access: TheAsker,
    search: Annotated[str, Query(max_length=200)] = "",
    department: Id = "",
    presence: Presence = "here",
    topics: bool = False,
    language: Language = "zh",
    offset: Annotated[int, Query(ge=0, le=_FARTHEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> PersonList:
    """The colleagues whom the asker may see, by words of their names, addresses, titles and departments; with
    `topics`, what each knows best; by the names that a reader of the `language` is shown."""
    wanted = WantedPeople(search.strip(), department, presence, topics, language, offset, limit)
    return application.reads.people.listed(wanted, access=access)


@router.get("/people/chart", dependencies=[Depends(opening_a_page)])
def chart(application: TheApplication, access: TheAsker, language: Language = "zh") -> OrgChart:
    """Who reports to whom, line by line; whose manager nothing says; the departments and who leads them."""
    return application.reads.people.chart(language, access=access)


@router.get("/people/{person_id}", dependencies=[Depends(opening_a_page)])
def person(person_id: str, application: TheApplication, access: TheAsker) -> PersonPage:
    """A colleague's place and line, what and whom they know, latest records, what they answered."""
    return application.reads.people.page(person_id, access=access)


@router.post("/me/topics")
def say_of_topic(word: TopicWord, application: TheApplication, access: TheAsker) -> TopicSaid:
    """Hide or confirm a topic of one's own, say one in own words, or take that back."""
    own = application.own_topics
    if word.say == "hide":
        return own.hide(word.topic, access=access)
    if word.say == "confirm":
        return own.confirm(word.topic, access=access)
    return own.withdraw(word.topic, access=access)
