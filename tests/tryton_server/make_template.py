"""Makes the database that each run of the tests copies: modules activated, one company with one employee."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from tests.tryton_server.server import (
    DATABASE,
    PASSWORD,
    TEMPLATE,
    Tryton,
    configured,
    program,
    running_tryton,
)

MODULES = ("party_relationship", "sale_opportunity")
READER = "zhike"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="zhike-tryton-") as first:
        empty = Path(first) / f"{DATABASE}.sqlite"
        _activate(Path(first), empty)
        with tempfile.TemporaryDirectory(prefix="zhike-tryton-") as second:
            with running_tryton(Path(second), empty) as tryton:
                _fill(tryton)
            _copied(tryton.database_file).replace(TEMPLATE)


def _activate(folder: Path, database: Path) -> None:
    database.touch()
    password = folder / "password"
    password.write_text(PASSWORD)
    subprocess.run(
        [
            program("trytond-admin"), "-c", str(configured(folder, 0)), "-d", DATABASE,
            "-u", *MODULES, "--activate-dependencies", "--email", "admin@huace.example",
        ],
        env={**os.environ, "TRYTONPASSFILE": str(password)},
        check=True,
    )  # fmt: skip


def _fill(tryton: Tryton) -> None:
    (currency,) = tryton.create(
        "currency.currency", {"name": "人民币", "symbol": "¥", "code": "CNY"}
    )
    (ours,) = tryton.create("party.party", {"name": "华策科技"})
    (company,) = tryton.create("company.company", {"party": ours, "currency": currency})
    mail = {"type": "email", "value": "wanglei@huace.example"}
    wang = {"name": "王磊", "contact_mechanisms": [["create", [mail]]]}
    (party,) = tryton.create("party.party", wang)
    tryton.create("company.employee", {"party": party, "company": company})
    tryton.create("party.relation.type", {"name": "员工"})
    of_company = {"companies": [["add", [company]]], "company": company}
    tryton.call("res.user", "write", [1], of_company)
    groups = tryton.call("res.group", "search", [], 0, None, None)
    tryton.create(
        "res.user",
        {
            "name": "Zhike", "login": READER, "password": PASSWORD, "email": "zhike@huace.example",
            "groups": [["add", groups]], **of_company,
        },
    )  # fmt: skip


def _copied(database: Path) -> Path:
    """The database as one file: what its journal holds is written into a copy."""
    import sqlite3

    copy = TEMPLATE.with_suffix(".new")
    copy.unlink(missing_ok=True)
    with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
    return copy


if __name__ == "__main__":
    main()
