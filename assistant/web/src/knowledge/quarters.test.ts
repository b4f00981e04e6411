import { describe, expect, it } from "vitest";

import { countsIn, quartersOf } from "./quarters";

type Topic = Parameters<typeof countsIn>[0];
const topic = (...quarters: [string, number][]) =>
  ({ quarters: quarters.map(([name, record_count]) => ({ name, record_count })) }) as Topic;

describe("quarters", () => {
  it("run from the first to the last, with those between that have nothing", () => {
    const topics = [topic(["2025-Q4", 2]), topic(["2025-Q2", 1], ["2026-Q1", 3])];
    expect(quartersOf(topics)).toEqual(["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"]);
    expect(topics.map((one) => countsIn(one, quartersOf(topics)))).toEqual([
      [0, 0, 2, 0],
      [1, 0, 0, 3],
    ]);
  });

  it("are none where nothing has a day", () => {
    expect(quartersOf([topic()])).toEqual([]);
  });
});
