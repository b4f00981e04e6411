import { expect, expectTypeOf, it } from "vitest";

import { type AuditEvent, EVENT_GROUPS, type EventGroup } from "./choices";

it("has each event of the log in one group", () => {
  expectTypeOf<Exclude<AuditEvent, (typeof EVENT_GROUPS)[EventGroup][number]>>().toBeNever();
  const all = Object.values(EVENT_GROUPS).flat();
  expect(new Set(all).size).toBe(all.length);
});
