import { useTranslation } from "react-i18next";

import type { TimelineEntry } from "../api/types";
import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import { RecordButton } from "./RecordButton";
import styles from "./entries.module.css";

interface EntryListProps {
  entries: readonly (TimelineEntry & { about?: boolean })[];
}

/** Records a line each: day, kind, title; each opens. */
export function EntryList({ entries }: EntryListProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ol className={styles["entries"]}>
      {entries.map(({ record, kind, occurred_at, about }, index) => (
        <li key={`${record.record_id}:${index}`} className={styles["entry"]}>
          <span className={styles["when"]}>
            {occurred_at ? formatMoment(occurred_at, language, "short") : t("timeline.undated")}
          </span>
          <span className={styles["kind"]}>{t(`kind.${kind}`)}</span>
          <span className={styles["title"]}>
            <RecordButton record={record} />
            {about === false && <span className="quiet"> {t("timeline.names_only")}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
