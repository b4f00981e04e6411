import { describe, expect, it } from "vitest";

import { problemOfStatus } from "../api/uploads";
import { problemOf, sendingAfter } from "./sending";

const rules = { limit_mb: 1, endings: ["md", "pdf"] };

describe("problemOf", () => {
  it("lets a file through that the server would take", () => {
    expect(problemOf({ name: "纪要.MD", size: 1_000_000 }, rules)).toBeNull();
  });

  it("says what the server would say", () => {
    expect(problemOf({ name: "film.mp4", size: 1 }, rules)).toBe("unsupported");
    expect(problemOf({ name: "no ending", size: 1 }, rules)).toBe("unsupported");
    expect(problemOf({ name: "a.md", size: 0 }, rules)).toBe("empty");
    expect(problemOf({ name: "a.md", size: 1_000_001 }, rules)).toBe("too_large");
  });
});

describe("problemOfStatus", () => {
  it("tells apart what one can do something about", () => {
    expect([413, 415, 422, 429, 500].map(problemOfStatus)).toEqual([
      "too_large",
      "unsupported",
      "empty",
      "busy",
      "failed",
    ]);
  });
});

describe("sendingAfter", () => {
  it("follows each file to its end and leaves the others alone", () => {
    const begun = sendingAfter([], { type: "begun", key: 1, name: "a.md", problem: null });
    const both = sendingAfter(begun, { type: "begun", key: 2, name: "b.md", problem: "empty" });
    const went = sendingAfter(both, { type: "went", key: 1, share: 0.5 });
    expect(went.map((one) => [one.name, one.share, one.problem])).toEqual([
      ["a.md", 0.5, null],
      ["b.md", 0, "empty"],
    ]);
    const refused = sendingAfter(went, { type: "refused", key: 1, problem: "busy" });
    expect(refused[0]?.problem).toBe("busy");
    expect(sendingAfter(refused, { type: "over", key: 1 }).map((one) => one.key)).toEqual([2]);
  });
});
