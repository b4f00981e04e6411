"""The real server over the demo company, and a browser that notices what it should not see."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from eval.demo.build import build
from tests.browser import own_company
from tests.browser.command_line import serving, zhike
from tests.waiting import PATIENCE_SECONDS

ROOT = Path(__file__).parents[2]
HOME = ROOT / "build" / "browser"
PICTURES = ROOT / "build" / "screenshots"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REFUSED = re.compile(r"the server responded with a status of (\d+)")
"""What the console says of a request that the server refused."""
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "Unable to preload CSS")
"""What it says once the network is away."""
LIU = "liu.siyu@huace.example"

PATIENCE_MS = 1000 * PATIENCE_SECONDS
"""Playwright's own is five seconds, in which a machine with other things to do does not always answer."""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a server of its own, its data folder synced; kept for the next run."""
    if not (ROOT / "assistant" / "web" / "dist" / "index.html").is_file():
        pytest.fail("the page is not built: run make web")
    HOME.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "config.toml", HOME / "config.toml")
    build(HOME / "build" / "demo")
    zhike("sync", HOME / "config.toml")
    with serving(HOME / "config.toml") as address:
        yield address


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a small real company's server, and its config.toml; journeys that share it keep to
    people and words of their own."""
    config = own_company.found(tmp_path_factory.mktemp("own"))
    with serving(config) as address:
        zhike("sync", config)  # carried out by the server, which has the model
        yield address, config


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=_chromium(), args=CHROMIUM_ARGUMENTS, timeout=PATIENCE_MS
        )
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens the page in a profile of its own, as a colleague of the demo, which is loaded only where no
    other address is given.

    When the test is over: no error may stand on the console, and no request may have gone to
    another origin. Who provokes an error on purpose says so beforehand: `refused` names the statuses
    of the requests that the server refuses, each of which must come, and `offline` that the network is
    taken away. What the page looked like at the end is kept in build/screenshots.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []
    strangers: list[str] = []

    def hear(line: ConsoleMessage) -> None:
        if line.type == "error":
            errors.append(f"{line.text} ({line.location['url']})")

    def open_one(
        *,
        at: str = "",
        locale: str = "zh-CN",
        asker: str = LIU,
        size: tuple[int, int] = (1360, 860),
        theme: Literal["light", "dark"] = "light",
    ) -> Page:
        at = at or request.getfixturevalue("site")
        context = browser.new_context(
            locale=locale,
            timezone_id="Asia/Shanghai",
            color_scheme=theme,
            reduced_motion="reduce",  # what is looked at stands still
            viewport={"width": size[0], "height": size[1]},
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=urljoin(at, "/"))
        if asker:
            sign_in(context, at, asker)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: errors.append(str(error)))

        def watch(seen: Request) -> None:
            if not seen.url.startswith((urljoin(at, "/"), "data:", "blob:")):
                strangers.append(seen.url)

        page.on("request", watch)
        page.goto(at)
        return page

    yield open_one
    PICTURES.mkdir(parents=True, exist_ok=True)
    for number, context in enumerate(contexts):
        for page in context.pages:
            page.screenshot(path=PICTURES / f"{request.node.name}-{number}.png")
        context.close()
    assert_provoked(errors, request.node)
    assert strangers == []


@pytest.fixture
def open_own(open_page: OpenPage, own_site: tuple[str, Path]) -> OpenPage:
    """Opens the small real company's page as one of its people."""

    def open_one(path: str = "", *, asker: str, role: str = "member", **how: object) -> Page:
        address, config = own_site
        page = open_page(at=address, asker="", **how)
        own_company.let_in(page, address, config, asker, role)
        page.goto(urljoin(address, path))
        return page

    return open_one


def assert_provoked(errors: list[str], test: pytest.Item) -> None:
    """That a test said of every error that it would come, and that every status it named did."""
    refused, offline = (test.get_closest_marker(name) for name in ("refused", "offline"))
    refusals = {error: int(found[1]) for error in errors if (found := REFUSED.search(error))}
    assert set(refusals.values()) == set(refused.args if refused else ()), list(refusals)
    others = [error for error in errors if error not in refusals]
    assert [one for one in others if not (offline and any(said in one for said in OFFLINE))] == []


def sign_in(context: BrowserContext, site: str, email: str) -> None:
    """As an employee of the demo, whose password the page tells."""
    password = context.request.get(urljoin(site, "/api/me")).json()["demo"]["password"]
    body = {"email": email, "password": password}
    assert context.request.post(urljoin(site, "/api/session"), data=body).ok


def _chromium() -> str:
    """Where Chromium is; ZHIKE_CHROMIUM says otherwise."""
    finding = [str(ROOT / ".ci" / "browser"), "--find"]
    found = subprocess.run(finding, check=True, capture_output=True, text=True).stdout.strip()
    if not found:
        pytest.fail("there is no Chromium: make test installs it")
    return found
