import type { LinkProps } from "@tanstack/react-router";

import type { Action } from "../api/types";
import type { IconName } from "../icons/Icon";

export interface Place {
  /** Its words stand under `place` in the language files. */
  name: "ask" | "customers" | "people" | "projects" | "learn" | "map" | "admin";
  to: NonNullable<LinkProps["to"]>;
  icon: IconName;
  /** Only where one may do this; for everybody where it is missing. */
  needs?: Action;
}

/** Where the navigation leads, in its order. */
export const PLACES: readonly Place[] = [
  { name: "ask", to: "/", icon: "chat" },
  { name: "customers", to: "/customers", icon: "customers" },
  { name: "people", to: "/people", icon: "people" },
  { name: "projects", to: "/projects", icon: "projects" },
  { name: "learn", to: "/learn", icon: "learn" },
  { name: "map", to: "/map", icon: "map" },
  { name: "admin", to: "/admin", icon: "admin", needs: "verify" },
];

export function placesFor(actions: readonly Action[]): readonly Place[] {
  return PLACES.filter(({ needs }) => !needs || actions.includes(needs));
}
