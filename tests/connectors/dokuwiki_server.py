"""A real DokuWiki of Debian's package for the tests of wikis: PHP's own server, files."""

from __future__ import annotations

import hashlib
import shutil
import xmlrpc.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.connectors.processes import listens, own_folder, program, running
from tests.ports import free_port

_INSTALLED = Path("/usr/share/dokuwiki")
_SETTINGS = Path("/etc/dokuwiki")
USER = "fang"
SECRET = "right-secret"
_LOCAL = """<?php
$conf['title'] = 'Huace';
$conf['useacl'] = 1;
$conf['superuser'] = 'fang';
$conf['remote'] = 1;
$conf['remoteuser'] = '';
$conf['savedir'] = '{folder}/data';
"""
_DATA = ("attic", "cache", "index", "locks", "log", "media", "media_attic", "media_meta", "meta", "pages", "tmp")  # fmt: skip


@dataclass(frozen=True, slots=True)
class DokuWikiServer:
    """A wiki that only its user may read."""

    url: str

    def edit(self, page: str, words: str) -> None:
        """No words delete the page."""
        body = xmlrpc.client.dumps((page, words, {}), "wiki.putPage")
        answer = httpx.post(
            f"{self.url}/lib/exe/xmlrpc.php",
            content=body.encode(),
            headers={"Content-Type": "text/xml"},
            auth=(USER, SECRET),
            timeout=60,
            trust_env=False,
        )
        xmlrpc.client.loads(answer.text)


@contextmanager
def dokuwiki() -> Iterator[DokuWikiServer]:
    php = program("php", "php-cli")
    if not _INSTALLED.exists():
        raise FileNotFoundError("DokuWiki is not installed: .ci/servers --all")
    port = free_port()
    with own_folder(of_nobody=False) as folder:
        root = folder / "wiki"
        shutil.copytree(_INSTALLED, root, ignore_dangling_symlinks=True)
        (root / "inc" / "preload.php").unlink()  # Debian's, which leads to /etc
        shutil.copytree(
            _SETTINGS,
            root / "conf",
            ignore=lambda _, names: [name for name in names if "auth.php" in name],
        )
        (root / "conf" / "local.php").write_text(_LOCAL.format(folder=folder))
        digest = hashlib.sha1(SECRET.encode()).hexdigest()
        (root / "conf" / "users.auth.php").write_text(
            f"{USER}:{digest}:王芳:fang@huace.example:admin,user\n"
        )
        (root / "conf" / "acl.auth.php").write_text("* @ALL 0\n* @user 8\n")
        for place in _DATA:
            (folder / "data" / place).mkdir(parents=True)
        command = [php, "-S", f"127.0.0.1:{port}", "-t", str(root)]
        with running(command, lambda: listens(port), folder / "log"):
            yield DokuWikiServer(f"http://127.0.0.1:{port}")
