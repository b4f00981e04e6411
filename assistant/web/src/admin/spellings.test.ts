import { describe, expect, it } from "vitest";

import { spellingsOf } from "./spellings";

describe("spellingsOf", () => {
  it("divides as people divide, each once", () => {
    expect(spellingsOf("FAT、厂验； Factory test, FAT\n\n")).toEqual(["FAT", "厂验", "Factory test"]);
    expect(spellingsOf("  ")).toEqual([]);
  });
});
