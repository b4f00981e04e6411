"""The resident memory of a real server after a hundred questions."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import httpx

from eval.golden import read_golden
from ingest.errors import ZhikeError

QUESTIONS = 100


def measure_memory(config: Path) -> dict[str, float | int]:
    """rss_mb: what the server of the demo holds after so many golden questions."""
    asked = [(golden.question, golden.asker) for golden in read_golden("fitting")]
    return {"rss_mb": memory_mb(config, asked), "rss_questions": QUESTIONS}


def memory_mb(config: Path, asked: Sequence[tuple[str, str]]) -> float:
    """Starts `zhike serve` on the config, asks `QUESTIONS` of the (question, address) pairs in turn
    over HTTP, and returns the megabytes that its processes then hold."""
    with _serving(config) as (process, address), httpx.Client(base_url=address, timeout=60) as http:
        askers = {email: _signed_in(http, email) for _, email in asked[:QUESTIONS]}
        for question, email in islice(cycle(asked), QUESTIONS):
            answered = http.post("/api/ask", json={"question": question}, headers=askers[email])
            answered.raise_for_status()
        return resident_mb(process.pid)


def _signed_in(http: httpx.Client, email: str) -> dict[str, str]:
    """What an employee of the demo sends once they are signed in."""
    password = http.get("/api/me").json()["demo"]["password"]
    http.post("/api/session", json={"email": email, "password": password}).raise_for_status()
    headers = {"X-Zhike-CSRF": http.get("/api/me").json()["csrf"]}
    headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
    http.cookies.clear()
    return headers


def resident_mb(pid: int) -> float:
    """The resident megabytes of a process and of everything it started."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    tasks = Path(f"/proc/{pid}/task").iterdir()
    children = {
        int(child)
        for task in tasks
        for child in (task / "children").read_text(encoding="utf-8").split()
    }
    return int(line.split()[1]) / 1024 + sum(resident_mb(child) for child in children)


@contextmanager
def _serving(config: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [
        str(Path(sys.executable).parent / "zhike"),
        *("serve", "--config", str(config), "--port", "0", "--json"),
    ]
    environment = os.environ | {"HF_HUB_OFFLINE": "1"}
    process = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, text=True, env=environment
    )
    try:
        if process.stdout is None:
            raise RuntimeError("the server's output is not piped")
        said = ""
        for line in process.stdout:
            said += line
            if line.rstrip() == "}":
                break
        if not said:
            raise ZhikeError(f"zhike serve --config {config} did not start; see what it said above")
        yield process, str(json.loads(said)["address"])
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
