"""Writes down anew what a real MediaWiki and a real Redmine answer: python -m tests.connectors.record"""

from __future__ import annotations

import os
import time

from tests.connectors.contract import known_after
from tests.connectors.mediawiki_server import SECRET, mediawiki
from tests.connectors.recorded import recording
from tests.connectors.redmine_server import redmine
from tests.connectors.test_imap import cursor_of
from tests.connectors.test_recorded import (
    KEY_VARIABLE,
    PASSWORD_VARIABLE,
    redmine_connector,
    wiki_connector,
)


def record_mediawiki() -> None:
    os.environ[PASSWORD_VARIABLE] = SECRET
    with mediawiki() as server, recording(server.url.removesuffix("/api.php"), "mediawiki") as url:
        server.edit("Spindle", "Intro.\n\n== 备件 ==\n* 轴承 6204\n* 油封\n")
        server.edit("Pump", "A pump.")
        server.edit("Valve", "A valve.")
        first = list(wiki_connector(url).changes({}, None))
        server.edit("Spindle", "Changed.")
        server.delete("Pump")
        server.move("Valve", "Gate valve")
        list(wiki_connector(url).changes(known_after(first), cursor_of(first)))


def record_redmine() -> None:
    with redmine() as server, recording(server.url, "redmine") as url:
        os.environ[KEY_VARIABLE] = server.key
        project = server.project("service")
        fang = server.user("fang", "芳")
        server.join(project, fang)
        first = server.issue(project, "主轴异响", author="fang", description="开机后异响。")
        server.change(first, "fang", notes="已更换轴承。")
        server.change(first, notes="只限内部。", private_notes=True)
        second = server.issue(project, "漏油", is_private=True)
        done = list(redmine_connector(url).changes({}, None))
        time.sleep(1.1)
        server.close(first, "fang")
        server.delete(second)
        list(redmine_connector(url).changes(known_after(done), cursor_of(done)))


if __name__ == "__main__":
    record_mediawiki()
    record_redmine()
