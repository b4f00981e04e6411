import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** Names a place in a file: a bare number is a page or a slide; a sheet bears its own name. */
export function usePageLabel(): (page: string, uri: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (page: string, uri: string) => {
      if (!/^\d+$/.test(page)) return page;
      return t(/\.pptx$/i.test(uri) ? "record.slide" : "record.page", { page });
    },
    [t],
  );
}
