import type { Me, PersonCard, PersonPage } from "../api/types";

/** Whether the server would make their handover pack for the asker: themselves, those above, and two roles. */
export function mayHandOver(
  page: Pick<PersonPage, "person" | "line">,
  me: Pick<Me, "actions"> & { person: Pick<PersonCard, "id"> },
): boolean {
  return (
    me.actions.includes("see_coverage") ||
    me.actions.includes("administer") ||
    page.person.id === me.person.id ||
    page.line.some(({ id }) => id === me.person.id)
  );
}
