/**
 * Where Unicode code points stand in a JavaScript string.
 *
 * The server counts code points, a browser UTF-16 units: a character outside the basic plane
 * (an emoji, a rare Han character) is one there and two here. Positions past the end give the
 * length; the result is in the order of `positions`.
 */
export function utf16Positions(text: string, positions: readonly number[]): number[] {
  const order = positions.map((_, index) => index);
  order.sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const found = new Array<number>(positions.length).fill(text.length);
  let unit = 0;
  let point = 0;
  for (const index of order) {
    const wanted = positions[index] ?? 0;
    while (point < wanted && unit < text.length) {
      unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
      point += 1;
    }
    found[index] = unit;
  }
  return found;
}
