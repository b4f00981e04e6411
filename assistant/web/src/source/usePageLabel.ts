import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** A bare number is a page; a sheet, a slide or a message already bears its own name. */
export function usePageLabel(): (page: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (page: string) => (/^\d+$/.test(page) ? t("record.page", { page }) : page),
    [t],
  );
}
