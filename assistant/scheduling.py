"""When each source is read by itself: cron expressions, by the company's clock."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

from ingest.errors import ZhikeError
from ingest.unforeseen import foreseen

_LOOKS_EVERY_SECONDS = 15.0
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)

_log = logging.getLogger(__name__)


def checked_schedule(expression: str) -> str:
    """The expression itself; ValueError, in words for the person who wrote it, if it is none."""
    if expression:
        try:
            next(CronSim(expression, _ANY_TIME))
        except (CronSimError, StopIteration) as error:
            raise ValueError(
                f"{expression!r} is no time that comes: write minute, hour, day of the month, month and "
                'day of the week, as in "*/15 7-20 * * mon-fri" or "30 2 * * *"'
            ) from error
    return expression


class Scheduler:
    """Asks for each source's sync when its time has come.

    `schedules` maps sources to cron expressions, in `timezone`; `last_started` says when each was last
    read (UTC), so that what was due while nothing ran is made up for once, at the start. `request` is
    called from a thread of the scheduler's own.
    """

    def __init__(
        self,
        schedules: Mapping[str, str],
        timezone: ZoneInfo,
        *,
        last_started: Mapping[str, datetime],
        request: Callable[[str], None],
        now: Callable[[], datetime],
    ) -> None:
        self._schedules = {name: cron for name, cron in schedules.items() if cron}
        self._started = False
        self._timezone = timezone
        self._last = dict(last_started)
        self._request = request
        self._now = now
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def expression(self, name: str) -> str:
        """The source's cron expression; empty where nothing is scheduled."""
        return self._schedules.get(name, "")

    def next_at(self, name: str) -> datetime | None:
        """When the source's next sync is due (UTC), in the past if it is; None where nothing is scheduled."""
        expression = self.expression(name)
        if not expression:
            return None
        if name not in self._last:
            return self._now()
        after = self._last[name].astimezone(self._timezone)
        return next(CronSim(expression, after)).astimezone(UTC)

    def look(self) -> None:
        """Ask for every source that is due; for one where asking fails, again at the next look."""
        now = self._now()
        for name in self._schedules:
            self._ask_if_due(name, now)

    def keep(self, name: str, expression: str) -> None:
        """From now on a source is read by this expression; not by itself where it is empty."""
        rest = {one: cron for one, cron in self._schedules.items() if one != name}
        # Another dictionary, as another thread may be going through this one.
        self._schedules = rest | ({name: expression} if expression else {})
        if self._started:
            self.start()

    def start(self) -> None:
        """Begin to look, now and every 15 seconds."""
        self._started = True
        if self._schedules and self._thread is None:
            self._thread = threading.Thread(target=self._keep_looking, name="schedule", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ask for nothing more."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _ask_if_due(self, name: str, now: datetime) -> None:
        try:
            with foreseen(name, ZhikeError):
                due = self.next_at(name)
                if due is None or due > now:
                    return
                self._request(name)
        except ZhikeError as error:
            _log.warning("the sync of %s could not be asked for: %s", name, error)
        else:
            self._last[name] = now

    def _keep_looking(self) -> None:
        while True:
            self.look()
            if self._stop.wait(_LOOKS_EVERY_SECONDS):
                return
