import { useNavigate, useRouter, useSearch, useLocation } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";

import type { Panel } from "./context";
import { addressOf, type PanelView, viewOf } from "./view";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** How many entries of the history the panel has made. */
    panel?: number;
    /** Whether something was open before the first of them: one came by a link. */
    linked?: boolean;
  }
}

/**
 * The panel as the address has it. Each view that one can go back to is an entry of the browser's
 * history: its back button goes back within the panel and closes it, instead of leaving the page.
 */
export function usePanelState(): Panel {
  const router = useRouter();
  const navigate = useNavigate();
  const { open: address, at } = useSearch({ from: "__root__" });
  const made = useLocation({ select: (location) => location.state.panel ?? 0 });
  const linked = useLocation({ select: (location) => location.state.linked ?? false });
  const opener = useRef<Element | null>(null);
  const view = useMemo(() => viewOf({ open: address, at }), [address, at]);

  const isOpen = view !== null;
  useEffect(() => {
    const target = opener.current;
    if (isOpen || !(target instanceof HTMLElement) || !target.isConnected) return;
    opener.current = null;
    target.focus();
  }, [isOpen]);

  return useMemo(() => {
    const cameByLink = linked || (made === 0 && view !== null);
    const show = (next: PanelView, panel: number, replace: boolean): void => {
      void navigate({
        to: ".",
        search: (search) => ({ ...search, open: undefined, at: undefined, ...addressOf(next) }),
        state: (state) => ({ ...state, panel, linked: cameByLink }),
        replace,
        resetScroll: false,
      });
    };
    return {
      view,
      depth: made + (cameByLink ? 1 : 0),
      open: (next) => {
        const focused = document.activeElement;
        if (!focused?.closest("[data-panel]")) opener.current = focused;
        show(next, Math.max(1, made), made > 0);
        // The page grows narrower beside the panel: keep what was clicked in sight.
        requestAnimationFrame(() => opener.current?.scrollIntoView({ block: "nearest" }));
      },
      push: (next) => {
        show(next, made + 1, false);
      },
      back: () => {
        router.history.back();
      },
      close: () => {
        if (made > 0 && !cameByLink) {
          router.history.go(-made);
          return;
        }
        // Come by a link, there is nothing to go back to.
        void navigate({
          to: ".",
          search: (search) => ({ ...search, open: undefined, at: undefined }),
          state: (state) => ({ ...state, panel: undefined, linked: undefined }),
          replace: true,
          resetScroll: false,
        });
      },
    };
  }, [navigate, router, view, made, linked]);
}
