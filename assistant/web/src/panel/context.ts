import { createContext, use } from "react";

import type { PanelView } from "./view";

export interface Panel {
  /** null: nothing is open */
  view: PanelView | null;
  /** How many views there are to go back through. */
  depth: number;
  /** Shows `view` in place of what is open: for a click on the page. */
  open: (view: PanelView) => void;
  /** Shows `view`, with a way back: for a click inside the panel. */
  push: (view: PanelView) => void;
  back: () => void;
  close: () => void;
}

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(): Panel {
  const panel = use(PanelContext);
  if (!panel) throw new Error("usePanel needs a PanelContext above it");
  return panel;
}
