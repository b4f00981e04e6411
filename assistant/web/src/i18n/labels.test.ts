import { expect, it } from "vitest";

import { type Labels, relabelled } from "./labels";
import en from "./en.json";
import zh from "./zh.json";

const labels = (said: Pick<typeof en, "field_label" | "sum_label" | "list">, language: string): Labels => ({
  fields: said.field_label,
  sums: said.sum_label,
  colon: said.list.colon,
  language,
});
const chinese = (text: string) => relabelled(text, labels(zh, "zh"));
const english = (text: string) => relabelled(text, labels(en, "en"));

it("says labels in the reader's language", () => {
  expect(chinese("周平 · Hengyue Electric · title: 采购总监")).toBe("周平 · Hengyue Electric · 职位：采购总监");
  expect(english("HT-1 · 合同 · 到期日期: 2026-09-30")).toBe("HT-1 · 合同 · Ends on: 2026-09-30");
  expect(chinese("due_date: 2026-07-10")).toBe("截止日期：2026-07-10");
});

it("parts the thousands of sums alone", () => {
  expect(english("HT-1 · 合同金额: 5860000 · 工号: 5860000")).toBe(
    "HT-1 · Contract amount: 5,860,000 · Staff no.: 5860000",
  );
});

it("leaves other words as they are", () => {
  for (const text of ["Please note: it fits.", "处理：已下料的 46 根报废。", "风险: 磁轨海运", "constructor: x"]) {
    expect(chinese(text)).toBe(text);
  }
});
