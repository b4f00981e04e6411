import { describe, expect, it } from "vitest";

import type { RecordView } from "../api/types";
import { blocksOf } from "./blocks";

function record(part: Partial<RecordView>): RecordView {
  return {
    record_id: "r",
    version: 1,
    live: true,
    source: "crm",
    kind: "visit",
    title: "拜访",
    uri: "",
    occurred_at: null,
    text: "",
    sections: [],
    fields: [],
    people: [],
    customers: [],
    versions: [],
    form: "document",
    thread: [],
    file: null,
    ...part,
  };
}

const span = (start: number, end: number) => ({ start, end, heading: [], page: "" });

describe("blocksOf", () => {
  it("marks the quote and keeps the text around it", () => {
    const text = "😀前言。\n\n二期验收是六月。其他。";
    const blocks = blocksOf(
      record({ text, sections: [span(0, 4), span(6, 17)] }),
      [{ number: 2, start: 6, end: 14 }],
      2,
    );
    expect(blocks[0]?.pieces).toEqual([{ text: "😀前言。", mark: null }]);
    expect(blocks[1]?.pieces).toEqual([
      { text: "二期验收是六月。", mark: 2 },
      { text: "其他。", mark: null },
    ]);
  });

  it("carries a mark across a section's edge", () => {
    const blocks = blocksOf(
      record({ text: "abcd\n\nefgh", sections: [span(0, 4), span(6, 10)] }),
      [{ number: 1, start: 2, end: 8 }],
      null,
    );
    expect(blocks.map((block) => block.pieces.map((piece) => piece.mark))).toEqual([
      [null, 1],
      [1, null],
    ]);
  });

  it("lets the active mark win where two overlap", () => {
    const [block] = blocksOf(
      record({ text: "abcdef", sections: [span(0, 6)] }),
      [
        { number: 1, start: 0, end: 4 },
        { number: 2, start: 2, end: 6 },
      ],
      2,
    );
    expect(block?.pieces).toEqual([
      { text: "ab", mark: 1 },
      { text: "cdef", mark: 2 },
    ]);
  });

  it("shows fields as rows and marks the row that is quoted", () => {
    const text = "状态: 活跃\n负责人: 李雷\n\n备注";
    const [fields, note] = blocksOf(
      record({
        text,
        sections: [span(0, 14), span(16, 18)],
        fields: [
          { name: "status", label: "状态", value: "活跃", start: 0, end: 6 },
          { name: "owner", label: "负责人", value: "李雷", start: 7, end: 14 },
        ],
      }),
      [{ number: 1, start: 7, end: 14 }],
      1,
    );
    expect(fields?.rows.map((row) => row.mark)).toEqual([null, 1]);
    expect(fields?.pieces).toEqual([]);
    expect(note?.pieces).toEqual([{ text: "备注", mark: null }]);
  });

  it("leaves out headings that repeat the title", () => {
    const section = { start: 0, end: 3, heading: ["拜访", "结论"], page: "" };
    const [block] = blocksOf(record({ text: "abc", sections: [section] }), [], null);
    expect(block?.heading).toEqual(["结论"]);
  });

  it("shows the whole text where a record has no sections", () => {
    expect(blocksOf(record({ text: "abc" }), [], null)[0]?.pieces).toEqual([
      { text: "abc", mark: null },
    ]);
  });
});
