import type { AnswerTable } from "../api/types";

export const WIDTH = 560;
export const NARROW_WIDTH = 320;
export const BAR_HEIGHT = 20;
const VALUES = 110;
const MOST = 24;
const LABEL_CHARACTERS = 14;
const NARROW_CHARACTERS = 7;
/** What a character takes at most, and the air beside the label. */
const CHARACTER = 13;
const NARROW_CHARACTER = 8;
const AIR = 10;

export interface Bar {
  label: string;
  value: string;
  left: number;
  width: number;
}

/** The first bars of a table, the longest as wide as `width` has room for; none for numbers below nothing. */
export function barsOf(table: AnswerTable, width = WIDTH): Bar[] {
  const rows = table.rows.slice(0, MOST).filter(({ number }) => number !== "");
  const numbers = rows.map(({ number }) => Number(number));
  const largest = Math.max(...numbers, 0);
  if (largest === 0 || numbers.some((number) => number < 0)) return [];
  const most = width < WIDTH ? NARROW_CHARACTERS : LABEL_CHARACTERS;
  const labels = rows.map((row) => shortened(row.cells[0] ?? "", most));
  const left = Math.max(...labels.map(widthOf)) + AIR;
  return rows.map((row, at) => ({
    label: labels[at] ?? "",
    value: row.cells.at(-1) ?? "",
    left,
    width: ((width - left - VALUES) * (numbers[at] ?? 0)) / largest,
  }));
}

function widthOf(label: string): number {
  return Array.from(label).reduce(
    (width, character) => width + (character > "\u2e7f" ? CHARACTER : NARROW_CHARACTER),
    0,
  );
}

function shortened(label: string, most: number): string {
  const characters = Array.from(label);
  if (characters.length <= most) return label;
  return `${characters.slice(0, most - 1).join("")}…`;
}
