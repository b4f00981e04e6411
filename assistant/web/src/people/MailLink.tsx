import { useTranslation } from "react-i18next";

import type { PersonCard } from "../api/types";
import { useNameOf } from "../i18n/names";
import styles from "./people.module.css";

/** A colleague's address; a click opens the reader's own mail program. */
export function MailLink({ person }: { person: PersonCard }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  if (!person.email) return null;
  const at = person.email.lastIndexOf("@");
  const local = person.email.slice(0, at);
  const domain = person.email.slice(at);
  return (
    <a
      className={styles["mail"]}
      href={`mailto:${encodeURIComponent(person.email).replace("%40", "@")}`}
      aria-label={t("person.write_to", { name: nameOf(person), address: person.email })}
    >
      {local}
      <wbr />
      {domain}
    </a>
  );
}
