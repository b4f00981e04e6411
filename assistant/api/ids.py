"""Ids in requests: text that can be looked up, whatever was sent."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

# With a bound, text that has no UTF-8 is refused as well.
Id = Annotated[str, StringConstraints(max_length=200)]
VERSIONS = 2**31 - 1
"""The greatest number of a version."""
