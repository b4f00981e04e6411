const MARGIN_PIXELS = 32;

/** Scrolls `panel` so that `quote` is seen: from the top where that suffices, else in the middle. */
export function bringIntoView(quote: Element, panel: Element): void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = still ? "instant" : "smooth";
  const box = quote.getBoundingClientRect();
  const top = box.top - panel.getBoundingClientRect().top + panel.scrollTop;
  const seenFromTop = top + box.height + MARGIN_PIXELS <= panel.clientHeight;
  // Not scrollIntoView: it may scroll the page too.
  panel.scrollTo({
    top: seenFromTop ? 0 : top - Math.max(0, panel.clientHeight - box.height) / 2,
    behavior,
  });
}
