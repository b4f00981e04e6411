import type { IconName } from "../icons/Icon";

/** One line of the palette. */
export interface Entry {
  id: string;
  icon: IconName;
  words: string;
  hint?: string;
  run: () => void;
}

/** Those whose words hold every word that was typed. */
export function matching(entries: readonly Entry[], typed: string): Entry[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return entries.filter((entry) => words.every((word) => plain(entry.words).includes(word)));
}

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
