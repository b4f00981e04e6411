import { useTranslation } from "react-i18next";

import type { components } from "../../api/schema";
import { formatMoment } from "../../i18n/dates";
import { useLanguage } from "../../i18n/useLanguage";
import { ExpertCard } from "../../people/ExpertCard";
import { RecordButton } from "../../source/RecordButton";
import { Knowers } from "./Knowers";
import styles from "./page.module.css";

interface PeoplePartProps {
  contacts: readonly components["schemas"]["ContactView"][];
  team: components["schemas"]["Team"];
}

const KNOWERS = 6;

/** Who is there, who of us deals with them, and who knows them best. */
export function PeoplePart({ contacts, team }: PeoplePartProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <section className={styles["section"]} aria-labelledby="customer-contacts">
        <h2 id="customer-contacts" className={styles["heading"]}>
          {t("customer_page.contacts")}
        </h2>
        {contacts.length === 0 && <p className="quiet">{t("customer_page.contacts_none")}</p>}
        <ul className={styles["grid"]}>
          {contacts.map((one) => (
            <li key={one.record.record_id} className="card">
              <h3 className={styles["contact"]}>{one.name}</h3>
              <p className="quiet">{one.title}</p>
              {one.email && (
                <p>
                  <a className="link" href={`mailto:${encodeURIComponent(one.email).replace("%40", "@")}`}>
                    {one.email}
                  </a>
                </p>
              )}
              {one.phone && <p>{one.phone}</p>}
              <p className="quiet">
                {one.last_met && one.last_met_at ? (
                  <>
                    {t("customer_page.last_met", {
                      date: formatMoment(one.last_met_at, language, "short"),
                    })}{" "}
                    <RecordButton record={one.last_met} />
                  </>
                ) : (
                  t("customer_page.never_met")
                )}
              </p>
            </li>
          ))}
        </ul>
      </section>
      <Knowers most={KNOWERS} formerly />
      <Members title={t("customer_page.team")} members={team.members} />
      <Members title={t("customer_page.team_left")} members={team.formerly} />
    </>
  );
}

function Members({
  title,
  members,
}: {
  title: string;
  members: readonly components["schemas"]["TeamMember"][];
}) {
  if (members.length === 0) return null;
  return (
    <section className={styles["section"]} aria-label={title}>
      <h2 className={styles["heading"]}>{title}</h2>
      <ul className={styles["grid"]}>
        {members.map(({ person, reasons }) => (
          <li key={person.id}>
            <ExpertCard expert={{ person, reasons, score: 1, parts: [] }} />
          </li>
        ))}
      </ul>
    </section>
  );
}
