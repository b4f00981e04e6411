import { useMemo } from "react";

interface FocusReturn {
  onOpenAutoFocus: () => void;
  onCloseAutoFocus: (event: Event) => void;
  /** Leaves the focus where it is on closing: for what leads somewhere else. */
  forget: () => void;
}

/**
 * For a dialog that nothing of Radix opens: on closing, the focus goes back to what had it before, or, where
 * that is there no more, to the page.
 */
export function useFocusReturn(): FocusReturn {
  return useMemo(() => {
    let opener: Element | null = null;
    let leads = false;
    return {
      onOpenAutoFocus: () => {
        opener = document.activeElement;
        leads = false;
      },
      onCloseAutoFocus: (event) => {
        event.preventDefault();
        if (leads) return;
        const lost = document.activeElement === document.body;
        const back = opener?.isConnected ? opener : lost && document.getElementById("main");
        if (back instanceof HTMLElement) back.focus();
      },
      forget: () => {
        leads = true;
      },
    };
  }, []);
}
