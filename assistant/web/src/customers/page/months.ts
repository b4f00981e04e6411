import type { Language, Moment } from "../../api/types";
import { LOCALES } from "../../i18n/locales";

const DATE_ONLY = /^\d{4}-\d\d-\d\d$/;

/**
 * What follows each other in one month, with the month in words; `undated` where there is no day. An instant
 * is of the month that it has where the reader is, as its day is.
 */
export function byMonth<T extends { occurred_at: Moment | null }>(
  entries: readonly T[],
  language: Language,
  undated: string,
): [string, T[]][] {
  const format = new Intl.DateTimeFormat(LOCALES[language], { year: "numeric", month: "long" });
  const groups: [string, T[]][] = [];
  for (const entry of entries) {
    const month = entry.occurred_at
      ? format.format(new Date(DATE_ONLY.test(entry.occurred_at) ? `${entry.occurred_at}T12:00` : entry.occurred_at))
      : undated;
    const latest = groups.at(-1);
    if (latest?.[0] === month) latest[1].push(entry);
    else groups.push([month, [entry]]);
  }
  return groups;
}
