import { useTranslation } from "react-i18next";

import type { PersonPage } from "../api/types";
import { usePanel } from "../panel/context";
import { liveRecord } from "../panel/view";
import { Avatar } from "./Avatar";
import { MailLink } from "./MailLink";
import { PersonLine } from "./PersonLine";
import styles from "./person.module.css";

/** Told already, or told better elsewhere on the page. */
const TOLD = ["email", "active", "manager"];

/** Place and reach: contact, whom they report to, who reports to them, namesakes. */
export function PersonFacts({ page, own }: { page: PersonPage; own: boolean }) {
  const { t } = useTranslation();
  const { open } = usePanel();
  const { person, line, reports, namesakes } = page;
  const reach = page.reach.filter(({ name, value }) => value && !TOLD.includes(name));
  return (
    <aside className={styles["facts"]} aria-label={t("person_page.facts")}>
      <div className={styles["face"]}>
        <Avatar of={person} />
        <div className={styles["contact"]}>
          <MailLink person={person} />
          {own && <span className="badge badge-good">{t("person_page.you")}</span>}
        </div>
      </div>
      {reach.length > 0 && (
        <dl className={styles["reach"]}>
          {reach.map(({ name, label, value }) => (
            <div key={name}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {page.record_id && (
        <button
          type="button"
          className="link"
          onClick={() => {
            open(liveRecord(page.record_id));
          }}
        >
          {t("person_page.entry")}
        </button>
      )}
      <People title={t("person_page.line")} people={line} none={t("person_page.no_manager")} />
      <People title={t("person_page.reports")} people={reports} count />
      {namesakes.length > 0 && (
        <section>
          <h2 className="label">{t("person_page.namesakes")}</h2>
          <ul className={styles["people"]}>
            {namesakes.map(({ person: other, active }) => (
              <li key={other.id}>
                <PersonLine
                  person={other}
                  badge={
                    !active && <span className="badge badge-warning">{t("people.has_left")}</span>
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

interface PeopleProps {
  title: string;
  people: PersonPage["reports"];
  /** What is said where there is nobody; nothing is shown without it. */
  none?: string;
  count?: boolean;
}

function People({ title, people, none, count = false }: PeopleProps) {
  if (people.length === 0 && none === undefined) return null;
  return (
    <section>
      <h2 className="label">
        {title}
        {count && ` (${people.length})`}
      </h2>
      {people.length === 0 && <p className="quiet">{none}</p>}
      <ul className={styles["people"]}>
        {people.map((person) => (
          <li key={person.id}>
            <PersonLine person={person} />
          </li>
        ))}
      </ul>
    </section>
  );
}
