import { useTranslation } from "react-i18next";

import type { Language } from "../api/types";

/** The language the page speaks now. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === "zh" ? "zh" : "en";
}
