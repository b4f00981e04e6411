import { describe, expect, it } from "vitest";

import { utf16Positions } from "./codepoints";

describe("utf16Positions", () => {
  it("is the identity where every character is in the basic plane", () => {
    expect(utf16Positions("恒岳电气 Hengyue", [0, 4, 5, 12])).toEqual([0, 4, 5, 12]);
  });

  it("counts a surrogate pair as one code point", () => {
    const text = "签约🎉在𠮷林";
    const [start, end] = utf16Positions(text, [4, 6]);
    expect(text.slice(start, end)).toBe("𠮷林");
    expect(Array.from(text).slice(4, 6).join("")).toBe("𠮷林");
  });

  it("keeps the order asked for and accepts repeats", () => {
    expect(utf16Positions("a😀b", [3, 0, 2, 2])).toEqual([4, 0, 3, 3]);
  });

  it("stops at the end of the text", () => {
    expect(utf16Positions("😀", [1, 99])).toEqual([2, 2]);
    expect(utf16Positions("", [0, 5])).toEqual([0, 0]);
  });

  it("agrees with Array.from on every position of mixed text", () => {
    const text = "a\u0301𝔘知👩‍🔧客\ud83d\ude00z";
    const points = Array.from(text);
    const positions = points.map((_, index) => index);
    const units = utf16Positions(text, positions);
    units.forEach((unit, index) => {
      expect(text.slice(0, unit)).toBe(points.slice(0, index).join(""));
    });
  });
});
