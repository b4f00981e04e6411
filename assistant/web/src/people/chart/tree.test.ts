import { expect, it } from "vitest";

import type { ChartPerson, OrgChart } from "../../api/types";
import { aboveOf, firstOpen, holding, rowsOf, stepOf } from "./tree";

function one(id: string, manager_id = "", department = "A"): ChartPerson {
  const person = { id, name: id.toUpperCase(), alternate_name: "", title: "", department, email: `${id}@x.example` };
  return { person, active: true, record_id: id, manager_id, reports: 0, below: 0 };
}

const chart: OrgChart = {
  people: [one("a"), one("b", "a"), one("c", "b", "B"), one("d", "a"), one("e")],
  heads: ["a"],
  unplaced: ["e"],
  departments: [],
};

const ids = (rows: ReturnType<typeof rowsOf>) => rows.map((row) => `${row.level}${row.one.person.id}`);

it("shows what is open, from the heads down", () => {
  expect(ids(rowsOf(chart, new Set(), null))).toEqual(["1a"]);
  expect(ids(rowsOf(chart, new Set(["a"]), null))).toEqual(["1a", "2b", "2d"]);
  expect(ids(rowsOf(chart, firstOpen(chart), null))).toEqual(["1a", "2b", "3c", "2d"]);
});

it("says how many stand beside each, and whether there is anything to open", () => {
  const rows = rowsOf(chart, new Set(["a"]), null);
  expect(rows.map(({ place, of, open }) => [place, of, open])).toEqual([
    [1, 1, true],
    [1, 2, false],
    [2, 2, null],
  ]);
});

it("keeps whoever is wanted and those above them", () => {
  const rows = rowsOf(chart, new Set(), holding("c x.example"));
  expect(ids(rows)).toEqual(["1a", "2b", "3c"]);
  expect(rows.map((row) => row.wanted)).toEqual([false, false, true]);
  expect(rowsOf(chart, new Set(), holding("nobody"))).toEqual([]);
  expect(holding("  ")).toBeNull();
});

it("finds the way up, and never twice", () => {
  expect(aboveOf(chart, "c")).toEqual(["b", "a"]);
  const circle = { ...chart, people: [one("a", "b"), one("b", "a")] };
  expect(aboveOf(circle, "a")).toEqual(["b", "a"]);
});

it("follows the keys of a tree", () => {
  const rows = rowsOf(chart, new Set(["a", "b"]), null);
  expect(stepOf(rows, 0, "ArrowDown")).toEqual({ type: "to", index: 1 });
  expect(stepOf(rows, 0, "ArrowUp")).toBeUndefined();
  expect(stepOf(rows, 0, "End")).toEqual({ type: "to", index: 3 });
  expect(stepOf(rows, 2, "ArrowLeft")).toEqual({ type: "to", index: 1 });
  expect(stepOf(rows, 1, "ArrowLeft")).toEqual({ type: "close", id: "b" });
  expect(stepOf(rows, 1, "ArrowRight")).toEqual({ type: "to", index: 2 });
  expect(stepOf(rows, 3, "ArrowRight")).toBeUndefined();
  expect(stepOf(rowsOf(chart, new Set(), null), 0, "ArrowRight")).toEqual({ type: "open", id: "a" });
});
