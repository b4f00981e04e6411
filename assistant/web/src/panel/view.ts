/** What can stand beside a page, and how an address says it: ?open=record/r12/3&at=2:120-180,1:40-60 */
import type { Mark } from "../source/marks";

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
  /** The records that a number counts: `path` says which number. */
  | { type: "counted"; path: readonly string[] }
  | { type: "conversations" };

/** The part of an address that the panel has, whatever page it stands beside. */
export interface PanelAddress {
  open?: string;
  at?: string;
}

export function liveRecord(recordId: string): PanelView {
  return { type: "record", recordId, version: null, marks: [], active: null };
}

export function addressOf(view: PanelView): PanelAddress {
  if (view.type === "conversations") return { open: view.type };
  if (view.type === "counted") {
    return { open: [view.type, ...view.path.map(encodeURIComponent)].join("/") };
  }
  if (view.type !== "record") return { open: `${view.type}/${encodeURIComponent(view.id)}` };
  const version = view.version === null ? "" : `/${view.version}`;
  const open = `record/${encodeURIComponent(view.recordId)}${version}`;
  const marks = [...view.marks].sort(
    (a, b) => Number(b.number === view.active) - Number(a.number === view.active),
  );
  const at = marks.map(({ number, start, end }) => `${number}:${start}-${end}`).join(",");
  return at ? { open, at } : { open };
}

/** What an address opens; null where it opens nothing, or says it wrongly. */
export function viewOf({ open = "", at = "" }: PanelAddress): PanelView | null {
  const [type, id, version, ...more] = open.split("/").map(decoded);
  if (type === "conversations") return { type };
  if (!id) return null;
  if (type === "counted") {
    return { type, path: [id, version ?? "", ...more].filter(Boolean) };
  }
  if (type === "customer" || type === "person") return { type, id };
  if (type !== "record") return null;
  const marks = at.split(",").flatMap(markOf);
  const wanted = Number(version);
  return {
    type,
    recordId: id,
    version: Number.isSafeInteger(wanted) && wanted > 0 ? wanted : null,
    marks,
    active: marks[0]?.number ?? null,
  };
}

function markOf(text: string): Mark[] {
  const parts = /^(\d+):(\d+)-(\d+)$/.exec(text);
  if (!parts) return [];
  return [{ number: Number(parts[1]), start: Number(parts[2]), end: Number(parts[3]) }];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
