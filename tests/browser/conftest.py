"""The real server over the demo company, and a browser that notices what it should not see."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from eval.demo.build import build

ROOT = Path(__file__).parents[2]
HOME = ROOT / "build" / "browser"
PICTURES = ROOT / "build" / "screenshots"
ZHIKE = Path(sys.executable).with_name("zhike")
CHROMIUM = os.environ.get("ZHIKE_CHROMIUM", "/usr/bin/chromium")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_LIMIT_SECONDS = 120
WHEN_CUT_OFF = "ERR_INTERNET_DISCONNECTED"
"""What Chromium itself says on the console once a test has taken the network away."""
LIU = "liu.siyu@huace.example"

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a server of its own, its data folder synced; kept for the next run."""
    if not (ROOT / "assistant" / "web" / "dist" / "index.html").is_file():
        pytest.fail("the page is not built: run make web")
    HOME.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "config.toml", HOME / "config.toml")
    build(HOME / "build" / "demo")
    config = ["--config", str(HOME / "config.toml")]
    subprocess.run([ZHIKE, "sync", *config], check=True, stdout=subprocess.DEVNULL)
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    with (HOME / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [ZHIKE, "serve", "--port", str(port), *config], stdout=log, stderr=log
        )
        try:
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(site: str, browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens the page in a profile of its own, as a colleague of the demo.

    When the test is over: no error may stand on the console, and no request may have gone to
    another origin. What the page looked like at the end is kept in build/screenshots.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []
    strangers: list[str] = []

    def watch(seen: Request) -> None:
        if not seen.url.startswith((f"{site}/", "data:", "blob:")):
            strangers.append(seen.url)

    def open_one(
        *,
        locale: str = "zh-CN",
        asker: str = LIU,
        size: tuple[int, int] = (1360, 860),
        theme: Literal["light", "dark"] = "light",
    ) -> Page:
        context = browser.new_context(
            locale=locale,
            timezone_id="Asia/Shanghai",
            color_scheme=theme,
            reduced_motion="reduce",  # what is looked at stands still
            viewport={"width": size[0], "height": size[1]},
        )
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
        page = context.new_page()
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", watch)
        if asker:
            page.add_init_script(
                f"localStorage.getItem('zhike.as') ?? localStorage.setItem('zhike.as', '{asker}')"
            )
        page.goto(site)
        return page

    yield open_one
    PICTURES.mkdir(parents=True, exist_ok=True)
    for number, context in enumerate(contexts):
        for page in context.pages:
            page.screenshot(path=PICTURES / f"{request.node.name}-{number}.png")
        context.close()
    assert [error for error in errors if WHEN_CUT_OFF not in error] == []
    assert strangers == []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"the server ended at once: {(HOME / 'server.log').read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/api/me", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"the server did not answer: {(HOME / 'server.log').read_text()}")
