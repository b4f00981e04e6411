"""The routine of a supplier's days: interactions and deals drawn from a seeded grammar."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from eval.demo.content import CONTENT, Interaction, Row, address

SEED = 20260630
_STORYLINE = 5
_OVERSEAS = "海外"
_FIRST, _LAST = date(2024, 7, 1), date(2026, 6, 26)
_STAGES = ["机会确认", "初步接触", "需求沟通", "方案确认", "商务谈判", "审批签约"]


@dataclass(frozen=True, slots=True)
class _Teller:
    """One routine customer, with who answers there and who goes there."""

    customer: Row
    contacts: list[Row]
    names: Mapping[str, str]
    chance: random.Random

    @property
    def overseas(self) -> bool:
        return self.customer["region"] == _OVERSEAS

    def tell(self, topic: Mapping[str, Any], number: int, on: date) -> Interaction:
        """One interaction about a topic, its sentences chosen and its blanks filled."""
        pick = self.chance.choice
        contact = pick(self.contacts)
        colleague = pick(topic["people"])
        blanks = {
            "contact": contact["name"],
            "short": self.customer["short"].split(";")[0]
            if not self.overseas
            else self.customer["english"],
            "owner": self.names[self.customer["owner"]],
            "colleague": self.names[colleague],
            "line": pick(topic["lines"]),
            "product": pick(topic["products"]),
            "n": str(self.chance.randint(2, 18)),
            "m": str(self.chance.randint(20, 95)),
            "minute": f"{self.chance.randrange(60):02d}",
            "day": (on + timedelta(days=self.chance.randint(4, 15))).isoformat(),
        }
        kind = topic["kind"]
        body = ("\n" if kind == "chat" else " " if self.overseas else "").join(
            pick(topic[part]) for part in ("opening", "finding", "action")
        )
        details = {"subject": pick(topic["subject"]).format(**blanks)}
        details |= self._roles(kind, colleague, contact, on)
        parts = body.format(**blanks)
        if kind == "ticket":
            solution = pick(topic["resolution"]).format(**blanks)
            parts = f"{parts}\n---\n{solution}"
        if kind == "mail":
            greeting = (
                f"{contact['name']}：\n" if not self.overseas else f"Dear {contact['name']},\n\n"
            )
            parts = f"{greeting}{parts}\n\n{self.names[self.customer['owner']]}"
        return Interaction(kind, self.customer["id"], number, on, details, parts)

    def _roles(self, kind: str, colleague: str, contact: Row, on: date) -> Row:
        owner = self.customer["owner"]
        where = f"{contact['local']}@{self.customer['domain']}"
        match kind:
            case "ticket":
                days = self.chance.randint(1, 12)
                return {
                    "priority": self.chance.choice(["low", "medium", "medium", "high"]),
                    "closed": (on + timedelta(days=days)).isoformat()
                    if on < date(2026, 6, 10)
                    else "",
                    "assignee": colleague,
                    "resolver": colleague,
                }
            case "mail":
                box = {"box": "archive"} if on.year == 2024 else {}
                return {"from": owner, "to": where, "cc": address(colleague)} | box
            case "chat":
                return {"members": f"{owner};{colleague}"}
            case "service":
                return {"by": colleague, "with": "", "contact": contact["name"]}
            case _:
                return {"by": owner, "with": colleague, "contact": contact["name"]}


def routine_interactions(
    customers: Mapping[str, Row],
    contacts: list[Row],
    staff: list[Row],
    authored: list[Interaction],
) -> list[Interaction]:
    """Some eight interactions for each customer that has little of a storyline of its own.

    They are numbered from 51, so that authored ones can be added without changing any id.
    """
    topics = tomllib.loads((CONTENT / "routine.toml").read_text(encoding="utf-8"))["topics"]
    told = Counter(item.customer for item in authored)
    found: list[Interaction] = []
    for customer in customers.values():
        if told[customer["id"]] >= _STORYLINE:
            continue
        chance = _chance(customer["id"])
        here = [row for row in contacts if row["customer"] == customer["id"]]
        spoken = "english" if customer["region"] == _OVERSEAS else "name"
        names = {row["key"]: row[spoken] for row in staff}
        teller = _Teller(customer, here, names, chance)
        fitting = [topic for topic in topics if (topic["language"] == "en") == teller.overseas]
        count = {"A": 12, "B": 10}.get(customer["tier"], 8)
        days = sorted(_day(chance) for _ in range(count))
        chosen = chance.sample(fitting, k=min(count, len(fitting)))
        for number, (topic, on) in enumerate(zip(chosen, days, strict=False), start=51):
            found.append(teller.tell(topic, number, on))
    return found


def _chance(key: str) -> random.Random:
    return random.Random(f"{SEED}{key}")  # noqa: S311 (a story, not a secret)


def _day(chance: random.Random) -> date:
    on = _FIRST + timedelta(days=chance.randrange((_LAST - _FIRST).days))
    return on - timedelta(days=max(0, on.weekday() - 4))


def routine_deals(customers: Mapping[str, Row]) -> list[Row]:
    """Deals for customers without authored ones, each with the days it changed stage."""
    facts = tomllib.loads((CONTENT / "routine.toml").read_text(encoding="utf-8"))["deals"]
    found: list[Row] = []
    for customer in customers.values():
        if not customer["routine_deals"]:
            continue
        chance = _chance(f"deal{customer['id']}")
        for index in range(int(customer["routine_deals"])):
            found.append(_deal(customer, index, facts, chance))
    return found


def _deal(customer: Row, index: int, facts: Mapping[str, Any], chance: random.Random) -> Row:
    subject = chance.choice(facts["subjects"])
    reached = chance.randint(2, len(_STAGES))
    on, history, stage = _day(chance), [], ""
    for stage in _STAGES[:reached]:
        if on > _LAST:
            break
        history.append(f"{on.isoformat()} {stage}")
        on += timedelta(days=chance.randint(9, 45))
    if reached == len(_STAGES) and on < _LAST:
        stage = chance.choice(["新机会开发", "日常维护", "日常维护", "终止合作"])
        history.append(f"{on.isoformat()} {stage}")
    stage = history[-1].split(" ")[1]
    return {
        "id": f"D{customer['id'][1:]}-{51 + index}",
        "name": f"{customer['short'].split(';')[0]}{subject['name']}",
        "customer": customer["id"],
        "product": subject["product"],
        "amount": str(chance.randint(8, 190) * 10_000),
        "currency": "CNY" if customer["region"] != _OVERSEAS else "USD",
        "stage": stage,
        "close": on.isoformat(),
        "owner": customer["owner"],
        "team": chance.choice(subject["people"]),
        "next": chance.choice(facts["next"]),
        "history": " > ".join(history),
    }
