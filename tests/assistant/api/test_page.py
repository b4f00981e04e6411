"""The page's files, built or not."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.api.page import serve_page


def client_of(built: Path) -> TestClient:
    app = FastAPI()
    serve_page(app, built)
    return TestClient(app)


def test_the_built_page_is_served(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<p>知客</p>", "utf-8")
    (tmp_path / "assets" / "page.js").write_text("1")
    client = client_of(tmp_path)
    assert "知客" in client.get("/").text
    assert client.get("/assets/page.js").headers["content-type"].startswith("text/javascript")


def test_a_place_of_the_page_is_found_by_its_address(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>知客</p>", "utf-8")
    client = client_of(tmp_path)
    for path in ("/customers", "/customers/c000001", "/people/p000001?tab=topics"):
        assert "知客" in client.get(path).text
    for path in ("/api", "/api/nothing", "/assets/nothing", "/nothing.js", "/docs/nothing"):
        assert client.get(path).status_code == 404
    assert client.post("/customers").status_code == 405


def test_nothing_outside_the_page_is_served(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "index.html").write_text("")
    (tmp_path / "secret.txt").write_text("secret")
    client = client_of(tmp_path / "dist")
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt"):
        assert client.get(path).status_code == 404


def test_an_unbuilt_page_says_how_to_build_it(tmp_path: Path) -> None:
    response = client_of(tmp_path).get("/")
    assert response.status_code == 503
    assert "make web" in response.text
