"""`python -m eval.demo`: writes the demo company's sources."""

from __future__ import annotations

import argparse
from pathlib import Path

from eval.demo.build import build


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.demo", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/demo"), help="folder to write")
    parser.add_argument("--force", action="store_true", help="write even when up to date")
    arguments = parser.parse_args()
    written = build(arguments.out, force=arguments.force)
    print(f"{arguments.out}: {f'{written} files written' if written else 'up to date'}")


if __name__ == "__main__":
    main()
