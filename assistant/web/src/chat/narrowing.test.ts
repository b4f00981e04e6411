import { describe, expect, it } from "vitest";

import { filtersOf, narrowingOf } from "./narrowing";

describe("narrowing", () => {
  it("reads an address and says it to the server", () => {
    const narrowing = narrowingOf({
      customer: "c000001",
      kind: ["mail", "call", "mail"],
      since: "2026-01-01",
    });
    expect(filtersOf(narrowing)).toEqual({
      customers: ["c000001"],
      kinds: ["mail", "call"],
      since: "2026-01-01",
    });
  });

  it("leaves out what an address says wrongly", () => {
    const narrowing = narrowingOf({ kind: "person", since: "2026-02-31", until: "2026-13-45" });
    expect(filtersOf(narrowing)).toBeUndefined();
  });
});
