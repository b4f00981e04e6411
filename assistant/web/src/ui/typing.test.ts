import { describe, expect, it } from "vitest";

import { met, sentOn, type Typing } from "./typing";

const begun: Typing = { words: "", known: "", sent: [] };

describe("a search box", () => {
  it("keeps what is typed while one's own words come back by the address", () => {
    const typed = { ...sentOn({ ...begun, words: "An" }, "An"), words: "Anna" };
    expect(met(typed, "An")).toEqual({ words: "Anna", known: "An", sent: [] });
  });

  it("keeps the space that another word will follow", () => {
    expect(met({ ...sentOn(begun, "Anna"), words: "Anna " }, "Anna").words).toBe("Anna ");
  });

  it("is not led astray where two answers are on their way, or the first never comes", () => {
    const twice = { ...sentOn(sentOn(begun, "a"), "ab"), words: "abc" };
    expect(met(met(twice, "a"), "ab")).toEqual({ words: "abc", known: "ab", sent: [] });
    expect(met(twice, "ab")).toEqual({ words: "abc", known: "ab", sent: [] });
  });

  it("takes over what another address says", () => {
    const typed = { words: "Anna", known: "Anna", sent: [] };
    expect(met(typed, "Li")).toEqual({ words: "Li", known: "Li", sent: [] });
    expect(met(typed, "").words).toBe("");
    expect(sentOn(typed, "Anna")).toBe(typed);
  });
});
