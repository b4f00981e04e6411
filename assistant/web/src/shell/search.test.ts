import { expect, it } from "vitest";

import { day, list, oneOf, parseSearch, someOf, text, writeSearch } from "./search";

it("reads back what it wrote", () => {
  const search = { q: "恒岳 & co", kind: ["mail", "call"], open: "record/r1/3", at: "1:2-3,2:4-5" };
  const written = writeSearch({ ...search, nothing: undefined, empty: "" });
  expect(written).toContain("open=record/r1/3&at=1:2-3,2:4-5");
  expect(parseSearch(written)).toEqual(search);
});

it("takes what an address says as texts, and nothing else", () => {
  expect(parseSearch("?q=007&q=8&empty=")).toEqual({ q: ["007", "8"], empty: "" });
  expect(text(["a", "b"])).toBe("a");
  expect(text("")).toBeUndefined();
  expect(list("a")).toEqual(["a"]);
  expect(list(["a", "a", ""])).toEqual(["a"]);
  expect(list(undefined)).toBeUndefined();
  expect(oneOf("name", ["name", "tier"])).toBe("name");
  expect(oneOf("other", ["name", "tier"])).toBeUndefined();
  expect(someOf(["tier", "other"], ["name", "tier"])).toEqual(["tier"]);
  expect(someOf("other", ["name", "tier"])).toBeUndefined();
  expect(day("2024-02-29")).toBe("2024-02-29");
  expect(["2026-02-29", "2026-13-01", "yesterday", "2026-1-1", ""].map(day)).toEqual(
    Array(5).fill(undefined),
  );
});
