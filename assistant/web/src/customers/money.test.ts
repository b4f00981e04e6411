import { describe, expect, it } from "vitest";

import { formatMoney } from "./money";

const plain = (text: string) => text.replace(/\u00a0/g, " ");

describe("formatMoney", () => {
  it("says the currency as the reader does, in whole units", () => {
    expect(plain(formatMoney("5860000", "CNY", "en"))).toBe("CN\u00a55,860,000");
    expect(plain(formatMoney("5860000", "CNY", "zh"))).toBe("\u00a55,860,000");
    expect(plain(formatMoney("1999.6", "EUR", "zh"))).toBe("\u20ac2,000");
  });

  it("shows what it cannot read as it came", () => {
    expect(formatMoney("about a million", "CNY", "en")).toBe("about a million");
    expect(formatMoney("", "CNY", "en")).toBe("");
    expect(formatMoney("1200", "yuan", "en")).toBe("1,200");
  });
});
