import { useCallback } from "react";

import type { Language } from "../api/types";
import { useLanguage } from "./useLanguage";

/** A colleague or a customer: `alternate_name` is in the other script, and empty where none is known. */
export interface Named {
  name: string;
  alternate_name: string;
}

const CHINESE = /\p{Script=Han}/u;

/** What readers of a language know them by. */
export function nameIn(language: Language, { name, alternate_name }: Named): string {
  if (!alternate_name) return name;
  return CHINESE.test(name) === (language === "zh") ? name : alternate_name;
}

/** What else they are called: not what `nameIn` says. */
export function alsoCalled(language: Language, one: Named & { aliases?: readonly string[] }): string[] {
  const all = new Set([one.name, one.alternate_name, ...(one.aliases ?? [])]);
  return [...all].filter((name) => name && name !== nameIn(language, one));
}

/** The same in the reader's language. */
export function useNameOf(): (one: Named) => string {
  const language = useLanguage();
  return useCallback((one: Named) => nameIn(language, one), [language]);
}
