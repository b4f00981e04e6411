import { useEffect, useMemo, useRef, useState } from "react";

import type { Panel, PanelView } from "./context";

/** What the browser's history remembers of the panel: how many views were open. */
function depthOf(state: unknown): number {
  const depth = (state as { panel?: unknown } | null)?.panel;
  return typeof depth === "number" ? depth : 0;
}

/**
 * The panel's stack of views, kept in step with the browser's history: its back button goes back
 * within the panel and closes it, instead of leaving the page and the conversation.
 */
export function usePanelState(): Panel {
  const [views, setViews] = useState<readonly PanelView[]>([]);
  const opener = useRef<Element | null>(null);
  const entries = useRef(0);

  useEffect(() => {
    history.replaceState(null, "");
    const onPopState = (event: PopStateEvent): void => {
      entries.current = depthOf(event.state);
      setViews((current) => current.slice(0, entries.current));
    };
    addEventListener("popstate", onPopState);
    return () => {
      removeEventListener("popstate", onPopState);
    };
  }, []);

  const open = views.length > 0;
  useEffect(() => {
    const target = opener.current;
    if (open || !(target instanceof HTMLElement) || !target.isConnected) return;
    opener.current = null;
    target.focus();
  }, [open]);

  return useMemo(() => {
    const enter = (): void => {
      entries.current += 1;
      history.pushState({ panel: entries.current }, "");
    };
    return {
      views,
      open: (view) => {
        const focused = document.activeElement;
        if (!focused?.closest("[data-panel]")) opener.current = focused;
        if (views.length === 0) enter();
        setViews([view]);
        // The chat grows narrower beside the panel: keep what was clicked in sight.
        requestAnimationFrame(() => opener.current?.scrollIntoView({ block: "nearest" }));
      },
      push: (view) => {
        enter();
        setViews((current) => [...current, view]);
      },
      back: () => {
        history.back();
      },
      close: () => {
        if (entries.current > 0) history.go(-entries.current);
      },
    };
  }, [views]);
}
