import type { Language, Moment } from "../api/types";
import { LOCALES } from "./locales";

/** A date in words, in the shortest form, or in words with the time of an instant. */
export type DateStyle = "date" | "short" | "time";

const DATE_ONLY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DIGITS = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
const WORDS: Record<Language, Intl.DateTimeFormatOptions> = {
  zh: { year: "numeric", month: "long", day: "numeric" },
  en: { year: "numeric", month: "short", day: "numeric" },
};

/** When something was last touched: of an instant of today the time alone, else the day. */
export function formatLately(moment: Moment, language: Language, now = new Date()): string {
  const instant = new Date(moment);
  const today = !DATE_ONLY.test(moment) && instant.toDateString() === now.toDateString();
  if (!today) return formatMoment(moment, language, "short");
  const style = { hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(LOCALES[language], style).format(instant);
}

/**
 * A moment in the reader's language. A date without time stays that date wherever the reader is;
 * an instant is shown in the reader's own time zone. What is no date is shown as it came.
 */
export function formatMoment(
  moment: Moment,
  language: Language,
  style: DateStyle = "date",
): string {
  const parts = DATE_ONLY.exec(moment);
  const instant = parts
    ? new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])))
    : new Date(moment);
  if (Number.isNaN(instant.getTime())) return moment;
  return new Intl.DateTimeFormat(LOCALES[language], {
    ...(style === "short" && language === "zh" ? DIGITS : WORDS[language]),
    ...(parts ? { timeZone: "UTC" } : {}),
    ...(style === "time" && !parts ? { hour: "2-digit", minute: "2-digit" } : {}),
  }).format(instant);
}
