const DIVIDERS = /[\n;\uFF1B,\uFF0C\u3001]/;

/** What was typed into one field: several spellings, divided as people divide them. */
export function spellingsOf(written: string): string[] {
  const spellings = written.split(DIVIDERS).map((one) => one.trim());
  return [...new Set(spellings)].filter(Boolean);
}
