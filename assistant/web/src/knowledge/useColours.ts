import { useEffect, useState } from "react";

const NAMES = [
  "ink",
  "ink-soft",
  "line",
  "raised",
  "accent",
  "warning",
  "good",
  "chart-1",
  "chart-2",
  "chart-3",
  "chart-4",
  "chart-5",
  "chart-6",
] as const;

export type Colours = Record<(typeof NAMES)[number], string> & { font: string };

/** The colours of the theme as a canvas needs them, and again whenever it changes. */
export function useColours(): Colours {
  const [colours, setColours] = useState(read);
  useEffect(() => {
    const again = (): void => {
      setColours(read());
    };
    const observer = new MutationObserver(again);
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", again);
    return () => {
      observer.disconnect();
      dark.removeEventListener("change", again);
    };
  }, []);
  return colours;
}

function read(): Colours {
  const style = getComputedStyle(document.documentElement);
  const entries = NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]);
  return { ...Object.fromEntries(entries), font: style.fontFamily } as Colours;
}

/** One for each of several series, in turn. */
export function seriesColours(colours: Colours): string[] {
  return [1, 2, 3, 4, 5, 6].map((number) => colours[`chart-${number}` as "chart-1"]);
}
