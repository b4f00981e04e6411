import { describe, expect, it } from "vitest";

import { byMonth } from "./months";

const at = (occurred_at: string | null) => ({ occurred_at });

describe("byMonth", () => {
  it("puts together what follows each other in a month", () => {
    const entries = [at("2026-06-25"), at("2026-06-01T09:00:00Z"), at("2025-12-31"), at(null)];
    expect(byMonth(entries, "en", "No date").map(([month, held]) => [month, held.length])).toEqual([
      ["June 2026", 2],
      ["December 2025", 1],
      ["No date", 1],
    ]);
  });
});
