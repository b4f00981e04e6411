/** Starts the two languages. The choice is kept in this browser; else the browser's own decides. */
import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";

import type { Language } from "../api/types";

const STORED = "zhike.language";

export function firstLanguage(stored: string | null, preferred: readonly string[]): Language {
  if (stored === "zh" || stored === "en") return stored;
  for (const tag of preferred) {
    if (tag.toLowerCase().startsWith("zh")) return "zh";
    if (tag.toLowerCase().startsWith("en")) return "en";
  }
  return "en";
}

/** Fetched when it is first needed: most people read one of them. */
const WORDS = { en: () => import("./en.json"), zh: () => import("./zh.json") };

const words: BackendModule = {
  type: "backend",
  init: () => undefined,
  read: (language, _namespace, done) => {
    WORDS[language === "zh" ? "zh" : "en"]().then(
      (file) => {
        done(null, file.default);
      },
      (error: unknown) => {
        done(error instanceof Error ? error : String(error), false);
      },
    );
  },
};

/** Ready once the words of the first language are there. */
export async function startLanguages(): Promise<void> {
  await i18next
    .use(words)
    .use(initReactI18next)
    .init({
      lng: firstLanguage(localStorage.getItem(STORED), navigator.languages),
      fallbackLng: false,
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
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
