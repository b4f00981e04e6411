import type { Answer, Citation } from "../api/types";

/** The answer to paste elsewhere: numbered sentences, then what each number stands for. */
export function plainAnswer(
  answer: Answer,
  sourcesTitle: string,
  describe: (citation: Citation) => string,
): string {
  const sentences = answer.sentences.map(
    ({ text, citations }) => `${text}${citations.map((number) => ` [${number}]`).join("")}`,
  );
  const sources = answer.citations.map(
    (citation) => `[${citation.number}] ${citation.title} (${describe(citation)})`,
  );
  const body = sentences.length ? sentences.join("\n") : answer.text;
  return sources.length ? `${body}\n\n${sourcesTitle}\n${sources.join("\n")}` : body;
}
