import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Citation } from "../api/types";
import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import { usePageLabel } from "../source/usePageLabel";

/** Says what a citation is and where it stands: "Visit · 3 May 2026 · page 4 › Acceptance". */
export function useWhereabouts(): (citation: Citation) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const pageLabel = usePageLabel();
  return useCallback(
    ({ kind, occurred_at, page, heading, uri, title }: Citation) =>
      [
        t(`kind.${kind}`),
        occurred_at ? formatMoment(occurred_at, language) : "",
        page ? pageLabel(page, uri) : "",
        heading.findLast((part) => part !== title) ?? "",
      ]
        .filter(Boolean)
        .join(" · "),
    [t, language, pageLabel],
  );
}
