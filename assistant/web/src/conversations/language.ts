import type { Language } from "../api/types";

/** Chinese when any character is. */
export function languageOf(text: string): Language {
  return /\p{Script=Han}/u.test(text) ? "zh" : "en";
}
