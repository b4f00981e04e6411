import { createContext, use } from "react";

import type { Mark } from "../source/marks";

/** What stands beside the chat: a record (at a quote), a customer, a colleague, or what was asked before. */
export type PanelView =
  | {
      type: "record";
      recordId: string;
      /** null: the live version */
      version: number | null;
      marks: readonly Mark[];
      active: number | null;
    }
  | { type: "customer"; id: string }
  | { type: "person"; id: string }
  | { type: "conversations" };

export interface Panel {
  views: readonly PanelView[];
  /** Shows `view` and forgets what was open: for a click in the chat. */
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

export function liveRecord(recordId: string): PanelView {
  return { type: "record", recordId, version: null, marks: [], active: null };
}
