import { expect, it } from "vitest";

import { placeIn } from "./placeIn";

const thread = [{ occurred_at: "2026-06-01T08:00:00Z" }, { occurred_at: "2026-06-03" }, { occurred_at: null }];

it("counts what was written before, and puts what has no date last", () => {
  expect(placeIn(thread, "2026-06-02T08:00:00Z")).toBe(1);
  expect(placeIn(thread, "2026-06-04")).toBe(2);
  expect(placeIn(thread, null)).toBe(3);
});
