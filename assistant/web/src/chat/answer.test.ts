import { expect, it } from "vitest";

import type { Answer, Citation } from "../api/types";
import { byRecord, panelViewOf } from "./citing";
import { certaintyOf } from "./confidence";
import { plainAnswer } from "./plainAnswer";

const cite = (number: number, record_id: string, version = 1): Citation => ({
  number,
  record_id,
  version,
  chunk_id: `${record_id}.${version}.0`,
  source: "s",
  kind: "file",
  title: `T${record_id}`,
  uri: "",
  page: "",
  heading: [],
  quote: "q",
  start: number * 10,
  end: number * 10 + 5,
  customers: [],
  people: [],
  occurred_at: null,
});

it("opens a record with every quote of the same version", () => {
  const all = [cite(1, "a"), cite(2, "b"), cite(3, "a"), cite(4, "a", 2)];
  expect(panelViewOf(cite(3, "a"), all)).toEqual({
    type: "record",
    recordId: "a",
    version: 1,
    marks: [
      { number: 1, start: 10, end: 15 },
      { number: 3, start: 30, end: 35 },
    ],
    active: 3,
  });
});

it("lists each version once", () => {
  const all = [cite(1, "a"), cite(2, "b"), cite(3, "a"), cite(4, "a", 2)];
  const numbers = byRecord(all).map((group) => group.map((citation) => citation.number));
  expect(numbers).toEqual([[1, 3], [2], [4]]);
});

it("copies sentences with their numbers and what these stand for", () => {
  const answer = {
    text: "甲。[1] 乙。[1][2]",
    sentences: [
      { text: "甲。", citations: [1], supported: true },
      { text: "乙。", citations: [1, 2], supported: false },
    ],
    citations: [cite(1, "a"), cite(2, "b")],
  } as unknown as Answer;
  expect(plainAnswer(answer, "来源", () => "文件", "未核实")).toBe(
    "甲。 [1]\n乙。 [1] [2] (未核实)\n\n来源\n[1] Ta (文件)\n[2] Tb (文件)",
  );
});

it("copies what was counted as a spreadsheet takes it", () => {
  const rows = [["Q1", "6"], ["Q2", "7"]].map((cells) => ({ cells, number: cells[1], records: [] }));
  const answer = {
    text: "",
    sentences: [{ text: "13 tickets.", citations: [], supported: true }],
    citations: [],
    table: { columns: ["quarter", "number"], rows },
  } as unknown as Answer;
  expect(plainAnswer(answer, "Sources", () => "", "")).toBe(
    "13 tickets.\n\nquarter\tnumber\nQ1\t6\nQ2\t7",
  );
});

it("says certainty in three words", () => {
  expect([1, 0.8, 0.79, 0.5, 0.49, 0].map(certaintyOf)).toEqual([
    "high",
    "high",
    "fair",
    "fair",
    "low",
    "low",
  ]);
});
