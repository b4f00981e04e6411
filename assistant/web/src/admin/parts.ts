import type { LinkProps } from "@tanstack/react-router";

import type { Action } from "../api/types";

export interface Part {
  /** Its words stand under `admin.part` in the language files. */
  name:
    | "sources"
    | "accounts"
    | "audit"
    | "glossary"
    | "matches"
    | "offers"
    | "tokens"
    | "settings"
    | "health";
  to: NonNullable<LinkProps["to"]>;
  needs: Action;
}

/** The parts of administration, in the order of their tabs. */
export const PARTS: readonly Part[] = [
  { name: "sources", to: "/admin/sources", needs: "administer" },
  { name: "accounts", to: "/admin/accounts", needs: "administer" },
  { name: "glossary", to: "/admin/glossary", needs: "verify" },
  { name: "matches", to: "/admin/matches", needs: "verify" },
  { name: "offers", to: "/admin/offers", needs: "verify" },
  { name: "audit", to: "/admin/audit", needs: "administer" },
  { name: "health", to: "/admin/health", needs: "administer" },
  { name: "settings", to: "/admin/settings", needs: "administer" },
  { name: "tokens", to: "/admin/tokens", needs: "ask" },
];

export function partsFor(actions: readonly Action[]): readonly Part[] {
  return PARTS.filter(({ needs }) => actions.includes(needs));
}
