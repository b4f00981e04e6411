import type { Answer, AnswerTable, Citation } from "../api/types";

/** The answer to paste elsewhere: numbered sentences, the table with tabs, then what each number stands for. */
export function plainAnswer(
  answer: Answer,
  sourcesTitle: string,
  describe: (citation: Citation) => string,
  unsupported: string,
): string {
  const sentences = answer.sentences.map(
    ({ text, citations, supported }) =>
      `${text}${citations.map((number) => ` [${number}]`).join("")}${supported ? "" : ` (${unsupported})`}`,
  );
  const sources = answer.citations.map(
    (citation) => `[${citation.number}] ${citation.title} (${describe(citation)})`,
  );
  const body = sentences.length ? sentences.join("\n") : answer.text;
  const parts = [body, tabbed(answer.table)];
  if (sources.length) parts.push(`${sourcesTitle}\n${sources.join("\n")}`);
  return parts.filter(Boolean).join("\n\n");
}

/** As spreadsheets take it; empty where there is no more than one column. */
function tabbed(table: AnswerTable | null): string {
  if (!table || table.columns.length < 2) return "";
  return [table.columns, ...table.rows.map(({ cells }) => cells)]
    .map((cells) => cells.join("\t"))
    .join("\n");
}
