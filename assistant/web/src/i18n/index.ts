/** Starts the two languages. The choice is kept in this browser; else the browser's own decides. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import type { Language } from "../api/types";
import en from "./en.json";
import zh from "./zh.json";

const STORED = "zhike.language";

export function firstLanguage(stored: string | null, preferred: readonly string[]): Language {
  if (stored === "zh" || stored === "en") return stored;
  for (const tag of preferred) {
    if (tag.toLowerCase().startsWith("zh")) return "zh";
    if (tag.toLowerCase().startsWith("en")) return "en";
  }
  return "en";
}

export function startLanguages(): void {
  void i18next.use(initReactI18next).init({
    lng: firstLanguage(localStorage.getItem(STORED), navigator.languages),
    fallbackLng: "en",
    resources: { en: { translation: en }, zh: { translation: zh } },
    interpolation: { escapeValue: false },
  });
  i18next.on("languageChanged", markDocument);
  markDocument(i18next.language);
}

export function changeLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
  void i18next.changeLanguage(language);
}

function markDocument(language: string): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}
