import { useTranslation } from "react-i18next";

import type { Expert } from "../api/types";
import { useNameOf } from "../i18n/names";
import { usePanel } from "../panel/context";
import { Avatar } from "./Avatar";
import { MailLink } from "./MailLink";
import { Post } from "./Post";
import { ReasonItem } from "./ReasonItem";
import styles from "./people.module.css";

/** A colleague and why they are named. */
export function ExpertCard({ expert }: { expert: Expert }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { open } = usePanel();
  const { person, reasons } = expert;
  return (
    <article className={styles["card"]} aria-label={nameOf(person)}>
      <header className={styles["head"]}>
        <Avatar of={person} />
        <div className={styles["who"]}>
          <button
            type="button"
            className={styles["name"]}
            aria-label={t("person.open", { name: nameOf(person) })}
            onClick={() => {
              open({ type: "person", id: person.id });
            }}
          >
            {nameOf(person)}
          </button>
          <Post person={person} />
        </div>
      </header>
      <MailLink person={person} />
      {reasons.length > 0 && (
        <ul className={styles["reasons"]} aria-label={t("expert.reasons")}>
          {reasons.map((reason) => (
            <ReasonItem key={reason.role} reason={reason} />
          ))}
        </ul>
      )}
    </article>
  );
}
