import { useTranslation } from "react-i18next";

import type { PersonRow } from "../api/types";
import { said } from "../i18n/said";
import { useLanguage } from "../i18n/useLanguage";
import { firstOf } from "../knowledge/topicName";
import { PersonLine } from "./PersonLine";
import styles from "./directory.module.css";

/** A colleague in the list, with what they know best. */
export function PersonTile({ row }: { row: PersonRow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <article className={styles["tile"]}>
      <PersonLine
        person={row.person}
        badge={!row.active && <span className="badge badge-warning">{t("people.has_left")}</span>}
      >
        {row.topics.length > 0 && (
          <ul className={styles["topics"]} aria-label={t("people.knows")}>
            {row.topics.map((topic) => (
              <li key={topic.topic_id} className="badge" title={said(topic.name, language)}>
                {firstOf(said(topic.name, language))}
              </li>
            ))}
          </ul>
        )}
      </PersonLine>
    </article>
  );
}
