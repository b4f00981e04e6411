"""The one handler for errors that nobody foresaw, round whatever must not end what runs beside it."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ingest.errors import ZhikeError

_log = logging.getLogger(__name__)


@contextmanager
def foreseen(source: str, told: Callable[[str], Exception]) -> Iterator[None]:
    """Raises ZhikeErrors as they are, and for any other error what `told` makes of the words for it.

    It is as broad as can be since a connector may be anybody's, and neither it nor a library below us
    says all that it raises; yet one source must not end the reading or the schedule of the others. The
    error's own words may quote a record or a secret, and are neither told nor logged.
    """
    try:
        yield
    except ZhikeError:
        raise
    except Exception as error:
        where = "".join(traceback.format_tb(error.__traceback__))
        _log.error("sync of %s: %s at\n%s", source, type(error).__name__, where)
        raise told(
            f"{source}: reading it failed unexpectedly ({type(error).__name__}); the log says where. "
            "What was saved before stays; please report it."
        ) from error
