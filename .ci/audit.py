"""Looks for known weaknesses: of our own code, of the Python packages, of what the page is built from.

Exit code 1 where something was found, else 0. What could not be asked is said, and is no finding.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
WEB = ROOT / "assistant" / "web"
ACCEPTED = {
    "CVE-2026-45829": "chromadb's own HTTP server, which Zhike never starts",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one audit found, and why it could not look where it could not."""

    found: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()


def own_code() -> Outcome:
    """ruff's security rules (those of bandit)."""
    ran = _run(
        [sys.executable, "-m", "ruff", "check", "--select", "S", "--output-format", "concise"]
    )
    lines = tuple(line for line in ran.stdout.splitlines() if ": S" in line)
    if ran.returncode and not lines:
        return Outcome(unchecked=(f"ruff: {_last_line(ran)}",))
    return Outcome(lines)


def python_packages() -> Outcome:
    """pip-audit on the installed packages."""
    command = [sys.executable, "-m", "pip_audit", "--skip-editable", "--progress-spinner", "off"]
    ran = _run([*command, "--format", "json"])
    report = _json(ran.stdout)
    if "dependencies" not in report:
        return Outcome(unchecked=(f"Python packages: {_last_line(ran)}",))
    packages = report["dependencies"]
    known = [(package, weakness) for package in packages for weakness in package.get("vulns", ())]
    # Where the service cannot be reached pip-audit skips every package and calls that no weakness.
    skipped = [
        package["name"]
        for package in packages
        if package.get("skip_reason") and package["name"] != "zhike"
    ]
    shown = ", ".join(skipped[:5]) + (" …" if len(skipped) > 5 else "")
    return Outcome(
        tuple(
            f"{package['name']} {package['version']}: {weakness['id']}, "
            f"mended in {', '.join(weakness['fix_versions']) or 'no version yet'}"
            for package, weakness in known
            if not _reason(weakness)
        ),
        (f"{len(skipped)} of {len(packages)} Python packages: {shown}",) if skipped else (),
        tuple(
            f"{package['name']}: {weakness['id']}, {_reason(weakness)}"
            for package, weakness in known
            if _reason(weakness)
        ),
    )


def page_packages() -> Outcome:
    """npm audit on the page's lock file."""
    try:
        ran = _run(["npm", "audit", "--json"], folder=WEB)
    except FileNotFoundError:
        return Outcome(unchecked=("the page's packages: npm is not installed",))
    report = _json(ran.stdout)
    if "vulnerabilities" not in report:
        return Outcome(unchecked=(f"the page's packages: {_last_line(ran)}",))
    return Outcome(
        tuple(f"{name}: {told['severity']}" for name, told in report["vulnerabilities"].items())
    )


def main() -> int:
    """Prints what was found and what was not looked at; returns the exit code."""
    failed = False
    for audit in (own_code, python_packages, page_packages):
        outcome = audit()
        print(f"== {audit.__doc__}")
        for line in outcome.found:
            print(f"FOUND        {line}")
        for line in outcome.accepted:
            print(f"accepted     {line}")
        for line in outcome.unchecked:
            print(f"NOT CHECKED  {line}")
        if not outcome.found and not outcome.unchecked:
            print("nothing found")
        failed = failed or bool(outcome.found)
    return int(failed)


def _reason(weakness: dict[str, Any]) -> str:
    names = [weakness["id"], *weakness.get("aliases", ())]
    return next((ACCEPTED[name] for name in names if name in ACCEPTED), "")


def _run(command: Sequence[str], *, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own words, no input in them
        command, cwd=folder, capture_output=True, text=True, check=False
    )


def _json(text: str) -> dict[str, Any]:
    try:
        report = json.loads(text)
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


def _last_line(ran: subprocess.CompletedProcess[str]) -> str:
    lines = (ran.stderr.strip() or ran.stdout.strip()).splitlines()
    told = [line for line in lines if not line.startswith("npm error A complete log")]
    return told[-1] if told else f"exit code {ran.returncode}"


if __name__ == "__main__":
    sys.exit(main())
