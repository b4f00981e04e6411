import type { Language } from "../api/types";

/** What the server says in both languages, in the reader's. */
export function said(both: { zh: string; en: string }, language: Language): string {
  return language === "zh" ? both.zh : both.en;
}
