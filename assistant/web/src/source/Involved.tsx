import { useTranslation } from "react-i18next";

import type { InvolvedPerson, Role } from "../api/types";
import { PersonLink } from "../people/PersonLink";
import styles from "./source.module.css";

/** The colleagues tied to a record, by role. */
export function Involved({ people }: { people: readonly InvolvedPerson[] }) {
  const { t } = useTranslation();
  if (people.length === 0) return null;
  const byRole = new Map<Role, InvolvedPerson[]>();
  for (const involved of people) {
    byRole.set(involved.role, [...(byRole.get(involved.role) ?? []), involved]);
  }
  return (
    <dl className={styles["involved"]}>
      {[...byRole].map(([role, group]) => (
        <div key={role}>
          <dt>{t(`role.${role}`)}</dt>
          <dd>
            {group.map(({ person }) => (
              <PersonLink key={person.id} person={person} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
