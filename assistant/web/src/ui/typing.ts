/** What stands in a search box, and what the address that follows it has said so far. */
export interface Typing {
  words: string;
  /** What the address said last. */
  known: string;
  /** Sent on, and not yet said by the address, in the order sent. */
  sent: readonly string[];
}

/** The same once words were sent on to the address. */
export function sentOn(typing: Typing, words: string): Typing {
  return words === typing.known ? typing : { ...typing, sent: [...typing.sent, words] };
}

/**
 * The same once the address says something else. One's own words come back later than one types, and change
 * nothing; another address (back, a link) has the last word.
 */
export function met(typing: Typing, value: string): Typing {
  const own = typing.sent.lastIndexOf(value);
  if (own >= 0) return { ...typing, known: value, sent: typing.sent.slice(own + 1) };
  return { words: value, known: value, sent: [] };
}
