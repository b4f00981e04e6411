/** What one person says without another speaking; positions are UTF-16 units of the record's text. */
export interface Turn {
  speaker: string;
  /** A clock's or a recording's time as written; "" where none is told. */
  at: string;
  /** Of what is said, without who says it. */
  start: number;
  end: number;
}

const HEAD =
  /^(?<speaker>[\p{L}][^:：,，.。;；!?！？\n]{0,39}?)(?:\s+(?<at>\d{1,2}:\d{2}(?::\d{2})?))?\s?[:：]\s?(?=\S)/u;
const CLOCK = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2} )?\d{1,2}:\d{2}(?::\d{2})?$/;

/** The turns of a section; a line that names nobody goes on with the turn before it. */
export function turnsOf(text: string, start: number, end: number, page: string): Turn[] {
  const turns: Turn[] = [];
  let from = start;
  for (const line of text.slice(start, end).split("\n")) {
    const to = from + line.length;
    const head = HEAD.exec(line);
    const last = turns.at(-1);
    if (head?.groups) {
      const { speaker = "", at = "" } = head.groups;
      const clock = at || (CLOCK.test(page) ? page : "");
      turns.push({ speaker, at: clock, start: from + head[0].length, end: to });
    } else if (last) last.end = to;
    else if (line.trim()) turns.push({ speaker: "", at: "", start: from, end: to });
    from = to + 1;
  }
  return turns;
}
