/** A quoted stretch of a record: the citation's number, and UTF-16 positions or code points. */
export interface Mark {
  number: number;
  start: number;
  end: number;
}

/** A run of text under at most one mark. */
export interface Piece {
  text: string;
  mark: number | null;
}

/**
 * Cuts `text` from `start` to `end` where marks begin and end; all positions are UTF-16 units.
 * Where marks overlap, the active one wins, then the first.
 */
export function cut(
  text: string,
  start: number,
  end: number,
  marks: readonly Mark[],
  active: number | null,
): Piece[] {
  const touching = marks.filter((mark) => mark.start < end && mark.end > start);
  const edges = new Set([start, end]);
  for (const mark of touching) {
    edges.add(Math.max(start, mark.start));
    edges.add(Math.min(end, mark.end));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const from = sorted[i] ?? start;
    const to = sorted[i + 1] ?? end;
    const number = markOver(touching, from, to, active);
    const previous = pieces.at(-1);
    if (previous && previous.mark === number) previous.text += text.slice(from, to);
    else pieces.push({ text: text.slice(from, to), mark: number });
  }
  return pieces;
}

/** The mark over a stretch that no mark's edge divides; null when there is none. */
export function markOver(
  marks: readonly Mark[],
  start: number,
  end: number,
  active: number | null,
): number | null {
  const covering = marks.filter((mark) => mark.start < end && mark.end > start);
  const winner = covering.find((mark) => mark.number === active) ?? covering[0];
  return winner ? winner.number : null;
}
