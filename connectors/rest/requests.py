"""What a definition says of a request: where it goes, and how its pages follow one another."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

MarkForm = Literal["iso", "iso_offset", "utc", "unix", "unix_ms", "minutes_ago"]
"""How a time is sent: 2026-03-01T02:00:00Z, …+00:00, 2026-03-01 02:00:00, seconds or milliseconds
since 1970, or how many minutes lie between it and now."""


def _below_the_url(path: str) -> str:
    if "://" in path or path.startswith("//"):
        raise ValueError(f"{path!r} must be written as it stands below the url")
    return path


def _texts(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {key: str(one) if isinstance(one, int) else one for key, one in value.items()}


PathBelow = Annotated[str, AfterValidator(_below_the_url)]
Texts = Annotated[dict[str, str], BeforeValidator(_texts)]
"""Parameters; a number or true may be written bare."""


class Stated(BaseModel):
    """A table of config.toml in which every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Paging(Stated):
    """How the next page is asked for.

    cursor: `next` is where the answer holds what the parameter `param` is to be; offset and page count in
    `param`; link: the Link header; next: `next` is where the answer holds the next page's address;
    keyset: {after} in the request is what the last item holds at `next`, at first `start` (a number, if
    numbers are to be sent).
    `more` (true) and `last` (true) are where an answer says whether others follow, `pages` how many there
    are, `total` how many items. In a body a parameter may be a dotted path.
    """

    kind: Literal["none", "cursor", "offset", "page", "link", "next", "keyset"] = "none"
    param: str = ""
    size_param: str = ""
    next: str = ""
    more: str = ""
    last: str = ""
    total: str = ""
    pages: str = ""
    first: int = 1
    start: int | str = 0

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        needed = {"cursor": ("param", "next"), "next": ("next",), "keyset": ("next",)}
        for key in needed.get(self.kind, ()):
            if not getattr(self, key):
                raise ValueError(f"paging of kind {self.kind} needs {key!r}")
        return self


class Asked(Stated):
    """A request for a list. Names in braces are filled in: {asked} (the columns), {mark}, {now},
    {page_size}, {offset}, {page}, {after}, {ids}, {each_id}, {uuid} (a new one) and whatever stands under `values`.

    `items` is where the list stands in the answer, "" if the answer is the list. `form` sends the body as a form.
    """

    path: PathBelow
    method: Literal["GET", "POST"] = "GET"
    query: Texts = Field(default_factory=dict)
    headers: Texts = Field(default_factory=dict)
    body: dict[str, object] = Field(default_factory=dict)
    form: bool = False
    items: str | None = None
    paging: Paging | None = None
    page_size: int | None = None


class Since(Stated):
    """How only what changed is asked for. `mark` is where an item holds the time of its last change; what else
    is stated is laid over the entity's own request. Where an answer never holds more than `at_most` items
    in all, ordered by the mark, it is asked again from the last mark on.
    """

    mark: str
    form: MarkForm = "iso"
    param: str = ""
    path: PathBelow = ""
    method: Literal["GET", "POST"] | None = None
    query: Texts = Field(default_factory=dict)
    headers: Texts = Field(default_factory=dict)
    body: dict[str, object] = Field(default_factory=dict)
    items: str | None = None
    paging: Paging | None = None
    page_size: int | None = None
    at_most: int = 0


class Deletions(Asked):
    """A request that names what was deleted since {mark}: `id` is where an entry holds the id."""

    id: str = "id"
    form_of_mark: MarkForm = "iso"


class Related(Asked):
    """A request about many items at once ({ids}, or a list of one entry with {each_id}), `at_most` in each.

    An answer's entry is about the item whose id stands at `id`; what stands at its `value` is put into the
    item under "related" and this request's name. Without an `id` each item is asked about alone, and every
    entry of the answer is about it.
    """

    id: str = ""
    value: str = ""
    at_most: int = 100


class Lookup(Asked):
    """A list read once: what `id` means, as a person ("name <address>") or a label."""

    id: str = "id"
    name: tuple[str, ...] | str = ()
    email: str = ""
