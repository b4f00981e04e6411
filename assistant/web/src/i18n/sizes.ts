import type { Language } from "../api/types";

const LOCALES: Record<Language, string> = { zh: "zh-CN", en: "en-GB" };

/** "312 kB", "4.2 MB": as people say how large a file is. */
export function formatBytes(bytes: number, language: Language): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(LOCALES[language], {
    style: "unit",
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(Math.max(0.1, value));
}
