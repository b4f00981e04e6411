import type { Language, Moment } from "../api/types";

const DATE_ONLY = /^(\d{4})-(\d{2})-(\d{2})$/;
const LOCALES: Record<Language, string> = { zh: "zh-CN", en: "en-GB" };

/**
 * A moment in the reader's language. A date without time stays that date wherever the reader is;
 * an instant is shown in the reader's own time zone. What is no date is shown as it came.
 */
export function formatMoment(moment: Moment, language: Language, withTime = false): string {
  const parts = DATE_ONLY.exec(moment);
  const instant = parts
    ? new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])))
    : new Date(moment);
  if (Number.isNaN(instant.getTime())) return moment;
  return new Intl.DateTimeFormat(LOCALES[language], {
    year: "numeric",
    month: language === "zh" ? "long" : "short",
    day: "numeric",
    ...(parts ? { timeZone: "UTC" } : {}),
    ...(withTime && !parts ? { hour: "2-digit", minute: "2-digit" } : {}),
  }).format(instant);
}
