import { useState } from "react";

export type Theme = "system" | "light" | "dark";

const STORED = "zhike.theme";
const ORDER: readonly Theme[] = ["system", "light", "dark"];

/** The theme chosen in this browser; "system" follows the device. */
export function storedTheme(): Theme {
  const stored = localStorage.getItem(STORED);
  return ORDER.find((theme) => theme === stored) ?? "system";
}

/** Lets the stylesheets know; "system" leaves it to prefers-color-scheme. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** The theme, and a function that goes on to the next one. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState<Theme>(storedTheme);
  const next = (): void => {
    const following = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? "system";
    localStorage.setItem(STORED, following);
    applyTheme(following);
    setTheme(following);
  };
  return [theme, next];
}
