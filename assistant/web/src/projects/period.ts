import type { Language, ProjectLink } from "../api/types";
import { formatMoment } from "../i18n/dates";

/** "2024/09/10 – 2026/09/30"; what is not known is left open, and nothing is said of neither. */
export function periodOf(
  { start, end }: Pick<ProjectLink, "start" | "end">,
  language: Language,
): string {
  const said = [start, end].map((day) => (day ? formatMoment(day, language, "short") : ""));
  return said.some(Boolean) ? said.join(" – ").trim() : "";
}
