import { useTranslation } from "react-i18next";

import type { RecordView } from "../api/types";
import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import { Icon } from "../icons/Icon";
import { usePanel } from "../panel/context";
import { liveRecord } from "../panel/view";
import { placeIn } from "./placeIn";
import styles from "./source.module.css";

/** What else belongs to the conversation, in the order written, with this record's place in it. */
export function MailThread({ record }: { record: RecordView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { push } = usePanel();
  if (record.thread.length === 0) return null;
  const entries = record.thread;
  const before = placeIn(entries, record.occurred_at);
  return (
    <section className={styles["thread"]} aria-label={t("thread.title")}>
      <h3 className="label">{t("thread.count", { count: entries.length + 1 })}</h3>
      <ol>
        {entries.map((entry, index) => (
          <li key={entry.record.record_id}>
            {index === before && <Here />}
            <button
              type="button"
              className={styles["message"]}
              onClick={() => {
                push(liveRecord(entry.record.record_id));
              }}
            >
              <span className={styles["message-head"]}>
                {entry.kind === "file" && <Icon name="clip" />}
                <strong>{entry.author || entry.record.title}</strong>
                {entry.occurred_at && (
                  <span className="quiet">{formatMoment(entry.occurred_at, language, "time")}</span>
                )}
              </span>
              <span className={styles["excerpt"]}>
                {entry.author ? entry.excerpt : t("thread.attached")}
              </span>
            </button>
          </li>
        ))}
        {before === entries.length && (
          <li>
            <Here />
          </li>
        )}
      </ol>
    </section>
  );
}

function Here() {
  const { t } = useTranslation();
  return (
    <p className={styles["here"]} aria-current="true">
      {t("thread.here")}
    </p>
  );
}
