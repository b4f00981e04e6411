import type { Moment } from "../api/types";

/** How many of those in the order of time stand before `moment`; what has no date stands last. */
export function placeIn(
  entries: readonly { occurred_at: Moment | null }[],
  moment: Moment | null,
): number {
  if (moment === null) return entries.length;
  return entries.filter(({ occurred_at }) => occurred_at !== null && occurred_at < moment).length;
}
