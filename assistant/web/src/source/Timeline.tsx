import { useTranslation } from "react-i18next";

import type { TimelineEntry } from "../api/types";
import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import { usePanel } from "../panel/context";
import { liveRecord } from "../panel/view";
import styles from "./source.module.css";

interface TimelineProps {
  entries: readonly TimelineEntry[];
  total: number;
}

/** Records by date, latest first; each opens. */
export function Timeline({ entries, total }: TimelineProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { push } = usePanel();
  if (entries.length === 0) return null;
  return (
    <section className={styles["timeline"]}>
      <h3 className={styles["heading"]}>{t("timeline.title", { count: total })}</h3>
      <ol>
        {entries.map(({ record, kind, occurred_at }, index) => (
          <li key={`${record.record_id}:${index}`}>
            <button
              type="button"
              className={styles["entry"]}
              onClick={() => {
                push(liveRecord(record.record_id));
              }}
            >
              <span className={styles["when"]}>
                {occurred_at ? formatMoment(occurred_at, language) : t("timeline.undated")}
                <span className={styles["kind"]}>{t(`kind.${kind}`)}</span>
              </span>
              <span>{record.title}</span>
            </button>
          </li>
        ))}
      </ol>
      {total > entries.length && (
        <p className="quiet">{t("timeline.latest", { shown: entries.length, count: total })}</p>
      )}
    </section>
  );
}
