import { describe, expect, it } from "vitest";

import { findQuote } from "./findQuote";

const said = (pieces: string[], quote: string): string[] =>
  findQuote(pieces, quote).map(({ piece, start, end }) => (pieces[piece] ?? "").slice(start, end));

describe("findQuote", () => {
  it("finds a quote over lines that break it", () => {
    const lines = ["逾期每日按合同", "总价的万分之五", "支付违约金。另行通知。"];
    expect(said(lines, "按合同总价的万分之五支付违约金。")).toEqual([
      "按合同",
      "总价的万分之五",
      "支付违约金。",
    ]);
  });

  it("takes no notice of spaces, hyphens and full-width signs", () => {
    expect(said(["The penal-", "ty  is 0.05", "%"], "The penalty is ０.05 %")).toEqual([
      "The penal",
      "ty  is 0.05",
      "%",
    ]);
  });

  it("finds the parts of a row that is read as a line", () => {
    const cells = ["型号", "目录价", "G10-LTE", "12,800 元", "G20-5G", "15,200 元"];
    expect(said(cells, "型号: G20-5G · 目录价: 15,200 元")).toContain("G20-5G");
    expect(said(cells, "nothing of that is here")).toEqual([]);
    expect(said(cells, " · ")).toEqual([]);
  });

  it("counts signs outside the basic plane as a browser does", () => {
    expect(said(["a𠮷b", "cd"], "𠮷bc")).toEqual(["𠮷b", "c"]);
  });
});
