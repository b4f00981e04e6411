import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { formatLately, formatMoment } from "./dates";
import en from "./en.json";
import { firstLanguage } from "./index";
import zh from "./zh.json";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key;
    return typeof value === "string" ? [[here, value] as [string, string]] : leaves(value, here);
  });
}

const PLURAL = /_(one|other)$/;
const names = (tree: Tree) =>
  [...new Set(leaves(tree).map(([key]) => key.replace(PLURAL, "")))].sort();
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((hole) => hole[1]).sort();

describe("the language files", () => {
  it("say the same things", () => {
    expect(names(zh)).toEqual(names(en));
  });

  it("leave nothing empty", () => {
    for (const [, text] of [...leaves(zh), ...leaves(en)]) expect(text.trim()).not.toBe("");
  });

  it("fill the same holes", () => {
    const english = new Map(leaves(en).map(([key, text]) => [key.replace(PLURAL, "_other"), holes(text)]));
    for (const [key, text] of leaves(zh)) {
      const counterpart = english.get(key) ?? english.get(`${key}_other`);
      expect([key, holes(text)]).toEqual([key, counterpart]);
    }
  });

  it("are the only place where Chinese is written", () => {
    const root = join(import.meta.dirname, "..");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
      (file) => /\.(ts|tsx|css)$/.test(file) && !file.endsWith(".test.ts"),
    );
    expect(files.length).toBeGreaterThan(20);
    const offenders = files.filter((file) =>
      /\p{Script=Han}/u.test(readFileSync(join(root, file), "utf8")),
    );
    expect(offenders).toEqual([]);
  });
});

describe("firstLanguage", () => {
  it("keeps the choice, else follows the browser, else speaks English", () => {
    expect(firstLanguage("en", ["zh-CN"])).toBe("en");
    expect(firstLanguage(null, ["fr-FR", "zh-TW", "en"])).toBe("zh");
    expect(firstLanguage("klingon", ["fr-FR"])).toBe("en");
  });
});

describe("formatMoment", () => {
  it("never shifts a date without time", () => {
    expect(formatMoment("2026-05-03", "zh")).toBe("2026年5月3日");
    expect(formatMoment("2026-05-03", "zh", "short")).toBe("2026/05/03");
    expect(formatMoment("2026-05-03", "en")).toBe("3 May 2026");
  });

  it("shows what is no date as it came", () => {
    expect(formatMoment("sometime", "en")).toBe("sometime");
  });
});

describe("formatLately", () => {
  const now = new Date(2026, 4, 3, 18, 30);

  it("says the time of today's, and the day of others", () => {
    const earlier = new Date(2026, 4, 3, 9, 5);
    expect(formatLately(earlier.toISOString(), "zh", now)).toBe("09:05");
    expect(formatLately(new Date(2026, 4, 2, 9, 5).toISOString(), "zh", now)).toBe("2026/05/02");
    expect(formatLately("2026-05-03", "en", now)).toBe("3 May 2026");
  });
});
