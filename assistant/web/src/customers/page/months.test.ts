import { describe, expect, it } from "vitest";

import { formatMoment } from "../../i18n/dates";
import { byMonth } from "./months";

process.env["TZ"] = "Asia/Shanghai";

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

  it("puts an instant where the reader's own day is", () => {
    const entries = [at("2026-06-30T20:00:00Z"), at("2026-06-30")];
    expect(formatMoment("2026-06-30T20:00:00Z", "en")).toBe("1 Jul 2026");
    expect(byMonth(entries, "en", "").map(([month]) => month)).toEqual(["July 2026", "June 2026"]);
  });
});
