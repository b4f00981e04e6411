import { expect, it } from "vitest";

import type { ProjectLink } from "../api/types";
import { narrowed, valuesOf } from "./narrowing";
import { periodOf } from "./period";

function project(name: string, more: Partial<ProjectLink> = {}): ProjectLink {
  return {
    id: name,
    name,
    customers: [{ id: "c1", name: "恒岳电气", alternate_name: "Hengyue Electric" }],
    state: "done",
    start: null,
    end: null,
    product: "PLC",
    industry: "电工",
    documents: 0,
    records: [],
    ...more,
  };
}

const all = [
  project("二期", { state: "running", documents: 3 }),
  project("Nordvik retrofit", { customers: [{ id: "c2", name: "Nordvik", alternate_name: "" }], industry: "包装" }),
  project("一期", { documents: 9, product: "" }),
];
const names = (search: Parameters<typeof narrowed>[1]) =>
  narrowed(all, search, "zh-CN").map(({ name }) => name);

it("finds each word in the name, a customer, the industry or the product", () => {
  expect(names({})).toEqual(["二期", "Nordvik retrofit", "一期"]);
  expect(names({ q: "恒岳 二期" })).toEqual(["二期"]);
  expect(names({ q: "NORDVIK 包装" })).toEqual(["Nordvik retrofit"]);
  expect(names({ q: "nothing" })).toEqual([]);
});

it("narrows by what is chosen, and sorts", () => {
  expect(names({ state: "running" })).toEqual(["二期"]);
  expect(names({ customer: "c1", product: "PLC" })).toEqual(["二期"]);
  expect(names({ sort: "documents" })).toEqual(["一期", "二期", "Nordvik retrofit"]);
  expect(valuesOf(all, "industry", "zh-CN")).toEqual(["包装", "电工"]);
});

it("leaves open in a period what is not known", () => {
  expect(periodOf({ start: "2024-09-10", end: null }, "zh")).toBe("2024/09/10 –");
  expect(periodOf({ start: null, end: "2024-09-10" }, "en")).toBe("– 10 Sept 2024");
  expect(periodOf({ start: null, end: null }, "en")).toBe("");
});
