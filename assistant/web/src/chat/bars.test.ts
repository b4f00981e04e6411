import { expect, test } from "vitest";

import type { AnswerTable } from "../api/types";
import { barsOf } from "./bars";

function table(...rows: [label: string, number: string][]): AnswerTable {
  return {
    caption: "deals",
    columns: ["stage", "number"],
    rows: rows.map(([label, number]) => ({ cells: [label, number], number, records: [], count: 0 })),
    total_rows: rows.length,
    chart: "bar",
  };
}

test("the longest bar is as wide as there is room, and the others in proportion", () => {
  const [first, second] = barsOf(table(["谈判", "9"], ["方案", "3"]));
  expect(first?.width).toBeGreaterThan(300);
  expect(second?.width).toBeCloseTo((first?.width ?? 0) / 3);
});

test("all bars begin where the longest label ends", () => {
  const short = barsOf(table(["2025 Q1", "1"], ["2025 Q2", "1"]))[0]?.left ?? 0;
  const bars = barsOf(table(["2025 Q1", "1"], ["苏州恒岳电气股份有限公司", "1"]));
  expect(bars[0]?.left).toBe(bars[1]?.left);
  expect(bars[0]?.left).toBeGreaterThan(short);
});

test("there are no bars for what is below nothing, or nothing at all", () => {
  expect(barsOf(table(["a", "-1"], ["b", "2"]))).toEqual([]);
  expect(barsOf(table(["a", "0"], ["b", "0"]))).toEqual([]);
});

test("a long label is cut", () => {
  expect(barsOf(table(["苏州恒岳电气股份有限公司苏州分公司", "1"]))[0]?.label).toHaveLength(14);
});

test("on a narrow page labels are cut shorter, and bars still have room", () => {
  const [bar] = barsOf(table(["苏州恒岳电气股份有限公司", "1"], ["b", "2"]), 320);
  expect(bar?.label).toHaveLength(7);
  expect(bar?.width).toBeGreaterThan(40);
});
