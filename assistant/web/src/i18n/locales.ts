import type { Language } from "../api/types";

/** By which numbers and dates are written in each language. */
export const LOCALES: Record<Language, string> = { zh: "zh-CN", en: "en-GB" };
