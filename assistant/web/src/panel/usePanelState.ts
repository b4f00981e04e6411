import { useMemo, useRef, useState } from "react";

import type { Panel, PanelView } from "./context";

/** The panel's stack of views. Closing gives the focus back to what opened it. */
export function usePanelState(): Panel {
  const [views, setViews] = useState<readonly PanelView[]>([]);
  const opener = useRef<Element | null>(null);
  return useMemo(
    () => ({
      views,
      open: (view) => {
        const focused = document.activeElement;
        if (!focused?.closest("[data-panel]")) opener.current = focused;
        setViews([view]);
        // The chat grows narrower beside the panel: keep what was clicked in sight.
        requestAnimationFrame(() => opener.current?.scrollIntoView({ block: "nearest" }));
      },
      push: (view) => {
        setViews((current) => [...current, view]);
      },
      back: () => {
        setViews((current) => current.slice(0, -1));
      },
      close: () => {
        setViews([]);
        const target = opener.current;
        requestAnimationFrame(() => {
          if (target instanceof HTMLElement && target.isConnected) target.focus();
        });
      },
    }),
    [views],
  );
}
