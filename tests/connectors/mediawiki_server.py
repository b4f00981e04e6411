"""A real MediaWiki of Debian's package for the tests of wikis: PHP's own server, SQLite."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.connectors.processes import listens, own_folder, program, running
from tests.ports import free_port

_INSTALLED = Path("/usr/share/mediawiki")
USER = "Admin"
SECRET = "right-secret-12"


@dataclass(frozen=True, slots=True)
class MediaWikiServer:
    """A wiki that only its users may read; `client` is signed in as its administrator."""

    url: str
    client: httpx.Client

    def edit(self, title: str, words: str) -> None:
        self._changed({"action": "edit", "title": title, "text": words})

    def delete(self, title: str) -> None:
        self._changed({"action": "delete", "title": title})

    def restore(self, title: str) -> None:
        self._changed({"action": "undelete", "title": title})

    def move(self, title: str, to: str) -> None:
        self._changed({"action": "move", "from": title, "to": to})

    def id_of(self, title: str) -> str:
        held = self._asked({"action": "query", "titles": title})
        return str(held["query"]["pages"][0]["pageid"])

    def _changed(self, form: Mapping[str, str]) -> None:
        token = self._asked({"action": "query", "meta": "tokens"})["query"]["tokens"]["csrftoken"]
        answer = self.client.post(
            self.url, data={**form, "token": token, "format": "json", "formatversion": "2"}
        ).json()
        if "error" in answer:
            raise ValueError(answer["error"]["info"])

    def _asked(self, question: Mapping[str, str]) -> dict:  # type: ignore[type-arg]
        return dict(
            self.client.get(
                self.url, params={**question, "format": "json", "formatversion": "2"}
            ).json()
        )


@contextmanager
def mediawiki() -> Iterator[MediaWikiServer]:
    php = program("php", "php-cli")
    if not _INSTALLED.exists():
        raise FileNotFoundError("MediaWiki is not installed: .ci/servers --all")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with own_folder(of_nobody=False) as folder:
        subprocess.run(
            [
                php, _INSTALLED / "maintenance" / "install.php", "--dbtype", "sqlite", "--dbname", "wiki",
                "--dbpath", folder / "db", "--confpath", folder, "--scriptpath", "", "--server", address,
                "--pass", SECRET, "Huace", USER,
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip
        settings = folder / "LocalSettings.php"
        with settings.open("a") as file:
            file.write(
                "\n$wgGroupPermissions['*']['read'] = false;\n$wgJobRunRate = 0;\n"
                f"$wgCacheDirectory = '{folder}';\n$wgMainCacheType = CACHE_NONE;\n"
                "$wgRateLimits = [];\n$wgPasswordAttemptThrottle = [];\n"
            )
        command = [php, "-S", f"127.0.0.1:{port}", "-t", str(_INSTALLED)]
        environment = {"MW_CONFIG_FILE": str(settings), "PHP_CLI_SERVER_WORKERS": "2"}
        with (
            running(command, lambda: listens(port), folder / "log", environment=environment),
            httpx.Client(timeout=60, trust_env=False) as client,
        ):
            server = MediaWikiServer(f"{address}/api.php", client)
            held = server._asked({"action": "query", "meta": "tokens", "type": "login"})
            form = {"lgname": USER, "lgpassword": SECRET}
            form["lgtoken"] = held["query"]["tokens"]["logintoken"]
            answer = client.post(server.url, data={"action": "login", "format": "json", **form})
            if answer.json()["login"]["result"] != "Success":
                raise ValueError(answer.text)
            server.delete("Main Page")
            yield server
