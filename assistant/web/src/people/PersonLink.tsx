import type { PersonCard } from "../api/types";
import { useNameOf } from "../i18n/names";
import { usePanel } from "../panel/context";

/** A colleague's name that opens their page in the panel. */
export function PersonLink({ person }: { person: PersonCard }) {
  const nameOf = useNameOf();
  const { push } = usePanel();
  return (
    <button
      type="button"
      className="chip"
      title={[person.title, person.department].filter(Boolean).join(" · ")}
      onClick={() => {
        push({ type: "person", id: person.id });
      }}
    >
      {nameOf(person)}
    </button>
  );
}
