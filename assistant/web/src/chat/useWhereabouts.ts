import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Citation } from "../api/types";
import { formatMoment } from "../i18n/dates";
import { useLabels } from "../i18n/labels";
import { useLanguage } from "../i18n/useLanguage";
import { usePageLabel } from "../source/usePageLabel";

/** Kinds whose headings are somebody's own words; those of the others are columns. */
const TEXTS: ReadonlySet<string> = new Set(["file", "article", "mail"]);

type OneRecords = readonly [Citation, ...Citation[]];

/** Says what is cited and where it stands: "Document · 3 May 2026 · page 4 · Acceptance / Penalty". */
export function useWhereabouts(): (...citations: OneRecords) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const pageLabel = usePageLabel();
  const { label } = useLabels();
  return useCallback(
    (...citations: OneRecords) => {
      const [{ kind, occurred_at }] = citations;
      const pages = citations.map(({ page, uri }) => (page ? pageLabel(page, uri) : ""));
      const headings = citations.map(({ heading, title }) => {
        const last = heading.findLast((part) => part !== title) ?? "";
        return TEXTS.has(kind) ? last : label(last);
      });
      return [
        t(`kind.${kind}`),
        occurred_at ? formatMoment(occurred_at, language) : "",
        distinct(pages),
        distinct(headings),
      ]
        .filter(Boolean)
        .join(" · ");
    },
    [t, language, pageLabel, label],
  );
}

function distinct(texts: readonly string[]): string {
  return [...new Set(texts.filter(Boolean))].join(" / ");
}
