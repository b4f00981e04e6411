import { expect, test } from "vitest";

import type { AnswerTable } from "../api/types";
import { crossTabOf } from "./crossTab";

function table(...rows: [first: string, second: string, number: string][]): AnswerTable {
  return {
    caption: "tickets",
    columns: ["quarter", "customer", "number"],
    rows: rows.map((cells) => ({ cells, number: cells[2], records: [], count: 0 })),
    total_rows: rows.length,
    chart: "",
  };
}

test("what there are fewer of stands across, and a pair without a number is empty", () => {
  const crossed = crossTabOf(table(["Q1", "恒岳", "1"], ["Q1", "启辰", "2"], ["Q2", "海拓", "3"]));
  expect(crossed?.heads).toEqual(["customer", "Q1", "Q2"]);
  expect(crossed?.rows.map(({ name, cells }) => [name, ...cells.map((cell) => cell?.number)])).toEqual([
    ["恒岳", "1", undefined],
    ["启辰", "2", undefined],
    ["海拓", undefined, "3"],
  ]);
});

test("a pair with two numbers, of two currencies, stays a list of rows", () => {
  expect(crossTabOf(table(["Q1", "恒岳", "1"], ["Q1", "恒岳", "2"], ["Q2", "启辰", "3"]))).toBeNull();
});

test("a table that is cut, or wider than a page, stays a list of rows", () => {
  const cut = table(["Q1", "恒岳", "1"], ["Q2", "启辰", "2"]);
  expect(crossTabOf({ ...cut, total_rows: 3 })).toBeNull();
  const wide = Array.from("1234567", (digit) => [`Q${digit}`, `C${digit}`, "1"] as const);
  expect(crossTabOf(table(...wide.map(([a, b, c]): [string, string, string] => [a, b, c])))).toBeNull();
});
