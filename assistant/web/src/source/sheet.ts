/** A row of a sheet; positions are UTF-16 units of the record's text. */
export interface SheetRow {
  /** As the sheet numbers it, where that is known. */
  number: number | null;
  start: number;
  end: number;
  /** Beside each column, where its value stands; null where the row has none. */
  cells: (readonly [number, number] | null)[];
  /** What stands under no column. */
  loose: (readonly [number, number])[];
}

export interface Sheet {
  name: string;
  columns: string[];
  rows: SheetRow[];
}

const BETWEEN = " · ";
const NAMED = /^([^:]{1,80}): ?/;
const RUN = /[A-Z]{1,3}(\d+)(?::[A-Z]{1,3}(\d+))?/g;

interface Cell {
  name: string;
  start: number;
  end: number;
}

/**
 * A sheet's section as the table it was read from: a line a row, "column: value · column: value". A name
 * that stands in one line alone is taken for a part of its value, unless there is but that line.
 */
export function sheetOf(text: string, start: number, end: number, page: string): Sheet {
  const lines = linesOf(text, start, end);
  const cells = lines.map(([from, to]) => cellsOf(text, from, to));
  const columns = columnsOf(cells);
  const { name, numbers } = placeOf(page, lines.length);
  const rows = lines.map(([from, to], index): SheetRow => {
    const row: SheetRow = {
      number: numbers.length === lines.length ? (numbers[index] ?? null) : null,
      start: from,
      end: to,
      cells: columns.map(() => null),
      loose: [],
    };
    let last = -1;
    for (const cell of cells[index] ?? []) {
      const column = columns.indexOf(cell.name);
      const before = last >= 0 ? row.cells[last] : null;
      if (column >= 0) {
        row.cells[column] = [cell.start + nameLength(text, cell), cell.end];
        last = column;
      } else if (before) row.cells[last] = [before[0], cell.end];
      else row.loose.push([cell.start, cell.end]);
    }
    return row;
  });
  return { name, columns, rows };
}

function linesOf(text: string, start: number, end: number): [number, number][] {
  const lines: [number, number][] = [];
  let from = start;
  for (const line of text.slice(start, end).split("\n")) {
    if (line.trim()) lines.push([from, from + line.length]);
    from += line.length + 1;
  }
  return lines;
}

function cellsOf(text: string, start: number, end: number): Cell[] {
  const cells: Cell[] = [];
  let from = start;
  for (const part of text.slice(start, end).split(BETWEEN)) {
    cells.push({ name: NAMED.exec(part)?.[1] ?? "", start: from, end: from + part.length });
    from += part.length + BETWEEN.length;
  }
  return cells;
}

function nameLength(text: string, cell: Cell): number {
  return NAMED.exec(text.slice(cell.start, cell.end))?.[0].length ?? 0;
}

/** In the order in which rows have them; one that a row has between two others stands between these. */
function columnsOf(lines: readonly Cell[][]): string[] {
  const counts = new Map<string, number>();
  for (const cells of lines) {
    for (const name of new Set(cells.map((cell) => cell.name))) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const least = lines.length > 1 ? 2 : 1;
  const columns: string[] = [];
  for (const cells of lines) {
    let at = 0;
    for (const { name } of cells) {
      if (!name || (counts.get(name) ?? 0) < least) continue;
      const held = columns.indexOf(name);
      if (held < 0) columns.splice(at, 0, name);
      at = (held < 0 ? at : held) + 1;
    }
  }
  return columns;
}

/** "Prices!A2:D5,A8:D9": the sheet's name, and the number of each row; of no more rows than one beyond `most`. */
function placeOf(page: string, most: number): { name: string; numbers: number[] } {
  const mark = page.lastIndexOf("!");
  const numbers: number[] = [];
  for (const [, top, bottom] of page.slice(mark + 1).matchAll(RUN)) {
    for (let row = Number(top); row <= Number(bottom ?? top) && numbers.length <= most; row += 1) {
      numbers.push(row);
    }
  }
  return { name: mark >= 0 ? page.slice(0, mark) : "", numbers };
}
