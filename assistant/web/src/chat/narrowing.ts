/** What a question is asked within, as the address has it: ?customer=c000001&kind=mail&since=2026-01-01 */
import type { Kind } from "../api/types";
import { day, list, type Search, someOf } from "../shell/search";

export interface Narrowing {
  customer?: string[];
  person?: string[];
  kind?: Kind[];
  since?: string;
  until?: string;
}

/** Those that people tell apart, what they look for most first. */
export const KINDS = [
  "file",
  "mail",
  "visit",
  "call",
  "meeting",
  "chat",
  "contract",
  "deal",
  "ticket",
  "project",
  "product",
  "account",
  "contact",
  "task",
  "event",
  "article",
  "answer",
] as const satisfies readonly Kind[];

export function narrowingOf(search: Search): Narrowing {
  return {
    customer: list(search["customer"]),
    person: list(search["person"]),
    kind: someOf(search["kind"], KINDS),
    since: day(search["since"]),
    until: day(search["until"]),
  };
}

/** As the server takes it; nothing where nothing narrows. */
export function filtersOf({ customer, person, kind, since, until }: Narrowing): object | undefined {
  const filters = {
    ...(customer?.length ? { customers: customer } : {}),
    ...(person?.length ? { people: person } : {}),
    ...(kind?.length ? { kinds: kind } : {}),
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
  };
  return Object.keys(filters).length > 0 ? filters : undefined;
}
