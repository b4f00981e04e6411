"""GET /api/people/{id}: one colleague, as far as the asker may see; and what one says of one's own topics."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, StringConstraints

from assistant.api.crowding import taking_a_place
from assistant.api.identity import TheApplication, TheAsker
from assistant.people.views import PersonPage, TopicSaid

router = APIRouter()


class TopicWord(BaseModel):
    """What the asker says of a topic of theirs, by its id or name; `confirm` takes words of their own too."""

    model_config = ConfigDict(extra="forbid")

    topic: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
    say: Literal["hide", "confirm", "withdraw"]


@router.get("/people/{person_id}", dependencies=[Depends(taking_a_place)])
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
