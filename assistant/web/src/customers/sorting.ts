/** What the list of customers may be sorted by, as the server calls it. */
export const SORTS = ["name", "tier", "last_contact", "open_items", "records"] as const;
export type Sort = (typeof SORTS)[number];

/** What one wants first of a column: the latest, the most; of names and tiers the first. */
export function downwardAtFirst(sort: Sort): boolean {
  return sort === "last_contact" || sort === "open_items" || sort === "records";
}
