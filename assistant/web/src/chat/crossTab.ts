import type { AnswerTable, TableRow } from "../api/types";

/** More columns than this do not fit beside a name. */
const MOST_COLUMNS = 6;

export interface CrossTab {
  /** Above the rows' names; then one for each column. */
  heads: string[];
  rows: { name: string; cells: (TableRow | null)[] }[];
}

/**
 * A table that tells apart by two things, with one of them as columns; null where that would be too
 * wide, would repeat a cell, or where not all rows are there.
 */
export function crossTabOf(table: AnswerTable): CrossTab | null {
  if (table.columns.length !== 3 || table.total_rows > table.rows.length) return null;
  const firsts = distinct(table.rows, 0);
  const seconds = distinct(table.rows, 1);
  const across = firsts.length <= seconds.length ? 0 : 1;
  const [names, columns] = across === 0 ? [seconds, firsts] : [firsts, seconds];
  if (columns.length < 2 || columns.length > MOST_COLUMNS) return null;
  const held = new Map<string, TableRow>();
  for (const row of table.rows) {
    const place = JSON.stringify([row.cells[1 - across], row.cells[across]]);
    if (held.has(place)) return null;
    held.set(place, row);
  }
  return {
    heads: [table.columns[1 - across] ?? "", ...columns],
    rows: names.map((name) => ({
      name,
      cells: columns.map((column) => held.get(JSON.stringify([name, column])) ?? null),
    })),
  };
}

function distinct(rows: readonly TableRow[], at: number): string[] {
  return [...new Set(rows.map(({ cells }) => cells[at] ?? ""))];
}
