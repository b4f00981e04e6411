import { expect, it } from "vitest";

import { addressOf, liveRecord, type PanelView, viewOf } from "./view";

const quoted: PanelView = {
  type: "record",
  recordId: "a/b?c",
  version: 3,
  marks: [
    { number: 2, start: 120, end: 180 },
    { number: 1, start: 40, end: 60 },
  ],
  active: 2,
};

it("says in an address what is open, and reads it back", () => {
  const views: PanelView[] = [
    quoted,
    liveRecord("r1"),
    { type: "customer", id: "c000001" },
    { type: "person", id: "p1" },
    { type: "conversations" },
  ];
  for (const view of views) expect(viewOf(addressOf(view))).toEqual(view);
});

it("puts the active mark first", () => {
  expect(addressOf({ ...quoted, active: 1 }).at).toBe("1:40-60,2:120-180");
});

it("opens nothing for an address that says nothing", () => {
  for (const open of ["", "record", "record/", "nothing/x", "person/%E0%A4%A"]) {
    expect(viewOf({ open })).toBeNull();
  }
  expect(viewOf({ open: "record/r1/x", at: "1:2,a,3:4-5" })).toEqual({
    ...liveRecord("r1"),
    marks: [{ number: 3, start: 4, end: 5 }],
    active: 3,
  });
});
