import { describe, expect, it } from "vitest";

import { sheetOf } from "./sheet";

const TEXT = "型号: G10 · 价格: 1200\n型号: G20 · 备注: 停产 · 注: 见 G30\n价格: 900";

const read = (text: string, page: string) => {
  const { name, columns, rows } = sheetOf(text, 0, text.length, page);
  return {
    name,
    columns,
    rows: rows.map(({ number, cells, loose }) => [
      number,
      ...cells.map((cell) => (cell ? text.slice(...cell) : null)),
      ...loose.map((one) => text.slice(...one)),
    ]),
  };
};

describe("sheetOf", () => {
  it("puts each value under its column, and what is no column into its value", () => {
    expect(read(TEXT, "报价!A2:C3,A7:C7")).toEqual({
      name: "报价",
      columns: ["型号", "价格"],
      rows: [
        [2, "G10", "1200"],
        [3, "G20 · 备注: 停产 · 注: 见 G30", null],
        [7, null, "900"],
      ],
    });
  });

  it("orders columns as rows have them, though the first lacks some", () => {
    const text = "a: 1 · c: 3\na: 1 · b: 2 · c: 3\nb: 2 · c: 3";
    expect(read(text, "").columns).toEqual(["a", "b", "c"]);
  });

  it("keeps a row without columns whole, and numbers nothing that it does not know", () => {
    expect(read("总预算 318 万元，4 月起执行。", "说明!A1")).toEqual({
      name: "说明",
      columns: [],
      rows: [[1, "总预算 318 万元，4 月起执行。"]],
    });
    expect(read("x: 1\nx: 2", "A1:B9").rows.map(([number]) => number)).toEqual([null, null]);
  });

  it("counts no rows that are only said to be there", () => {
    const said = "A1:Z9999999999,A1:Z9999999999";
    expect(read("x: 1\nx: 2", said).rows.map(([number]) => number)).toEqual([null, null]);
  });
});
