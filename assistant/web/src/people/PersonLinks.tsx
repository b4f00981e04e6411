import { Fragment } from "react";
import { useTranslation } from "react-i18next";

import type { PersonCard } from "../api/types";
import { useNameOf } from "../i18n/names";
import { usePanel } from "../panel/context";

/** Several colleagues in a line, each of whom opens beside the page. */
export function PersonLinks({ people }: { people: readonly PersonCard[] }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { open, push } = usePanel();
  return people.map((person, index) => (
    <Fragment key={person.id}>
      {index > 0 && t("list.comma")}
      <button
        type="button"
        className="link"
        onClick={({ currentTarget }) => {
          const show = currentTarget.closest("[data-panel]") ? push : open;
          show({ type: "person", id: person.id });
        }}
      >
        {nameOf(person)}
      </button>
    </Fragment>
  ));
}
