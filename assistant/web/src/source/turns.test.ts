import { describe, expect, it } from "vitest";

import { turnsOf } from "./turns";

const read = (text: string, page = "") =>
  turnsOf(text, 0, text.length, page).map(({ speaker, at, start, end }) => [
    speaker,
    at,
    text.slice(start, end),
  ]);

describe("turnsOf", () => {
  it("tells who speaks and when", () => {
    expect(read("王磊 16:35：谁在附近？\n谢芳：我在路上，11 分钟到。")).toEqual([
      ["王磊", "16:35", "谁在附近？"],
      ["谢芳", "", "我在路上，11 分钟到。"],
    ]);
  });

  it("takes the time of a recording from where it stands", () => {
    expect(read("Anna: Shall we begin?", "00:01:23")).toEqual([
      ["Anna", "00:01:23", "Shall we begin?"],
    ]);
    expect(read("Anna: Yes.", "3")).toEqual([["Anna", "", "Yes."]]);
  });

  it("lets a line without a name go on with the one before", () => {
    expect(read("Present: all\nTo begin with, the order\nAnna: Fine.")).toEqual([
      ["Present", "", "all\nTo begin with, the order"],
      ["Anna", "", "Fine."],
    ]);
    expect(read("16:00，会议开始。")).toEqual([["", "", "16:00，会议开始。"]]);
  });
});
