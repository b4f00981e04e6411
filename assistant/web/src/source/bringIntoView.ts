const MARGIN_PIXELS = 32;

/** Scrolls `panel` so that `quote` is seen: from the top where that suffices, else in the middle. */
export function bringIntoView(quote: Element, panel: Element): void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = still ? "instant" : "smooth";
  const box = quote.getBoundingClientRect();
  const depth = box.bottom - panel.getBoundingClientRect().top + panel.scrollTop;
  if (depth + MARGIN_PIXELS <= panel.clientHeight) panel.scrollTo({ top: 0, behavior });
  else quote.scrollIntoView({ block: "center", behavior });
}
