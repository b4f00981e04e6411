/** A stretch of one of the pieces that a page's text comes in, in UTF-16 units. */
export interface Stretch {
  piece: number;
  start: number;
  end: number;
}

/** Shorter parts of a quote stand anywhere. */
const SHORTEST_PART = 4;
const BETWEEN_PARTS = /[\s:：·|，,。;；]+/u;
/** Put in where a table's row is written as a line, and at the ends of lines; a page may not have them. */
const IGNORED = /[\s\u00ad\u200b\u2010\u2011-]/u;

interface Sign {
  sign: string;
  piece: number;
  start: number;
  end: number;
}

/**
 * Where a quote stands in the pieces of a page, whatever lines and spaces lie between: whole, or else
 * those parts of it that stand there in their order, as of a row that is read as "column: value".
 */
export function findQuote(pieces: readonly string[], quote: string): Stretch[] {
  const signs = pieces.flatMap((text, piece) => signsOf(text, piece));
  const page = signs.map(({ sign }) => sign).join("");
  const offsets = offsetsOf(signs);
  const whole = folded(quote);
  if (!whole) return [];
  const at = page.indexOf(whole);
  if (at >= 0) return stretches(signs, offsets, at, at + whole.length);
  const found: Stretch[] = [];
  let from = 0;
  for (const part of quote.split(BETWEEN_PARTS).map(folded)) {
    if (part.length < SHORTEST_PART) continue;
    const next = page.indexOf(part, from);
    if (next < 0) continue;
    found.push(...stretches(signs, offsets, next, next + part.length));
    from = next + part.length;
  }
  return found;
}

function folded(text: string): string {
  return signsOf(text, 0)
    .map(({ sign }) => sign)
    .join("");
}

function signsOf(text: string, piece: number): Sign[] {
  const signs: Sign[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    if (!IGNORED.test(character)) {
      signs.push({ sign: character.normalize("NFKC").toLowerCase(), piece, start, end });
    }
    start = end;
  }
  return signs;
}

/** For every UTF-16 unit of the joined signs, which sign it is of. */
function offsetsOf(signs: readonly Sign[]): number[] {
  return signs.flatMap(({ sign }, index) => Array.from({ length: sign.length }, () => index));
}

function stretches(
  signs: readonly Sign[],
  offsets: readonly number[],
  from: number,
  to: number,
): Stretch[] {
  const found: Stretch[] = [];
  for (let index = offsets[from] ?? 0; index <= (offsets[to - 1] ?? -1); index += 1) {
    const sign = signs[index];
    if (!sign) continue;
    const last = found.at(-1);
    if (last?.piece === sign.piece) last.end = sign.end;
    else found.push({ piece: sign.piece, start: sign.start, end: sign.end });
  }
  return found;
}
