import { useTranslation } from "react-i18next";

import type { Moment, RecordLink, Kind } from "../api/types";
import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import { usePanel } from "../panel/context";
import { liveRecord } from "../panel/view";
import styles from "./links.module.css";
import { RecordButton } from "./RecordButton";

/** The records behind something, in a line; `count` says how many there are in all. */
export function RecordLinks({
  records,
  count = records.length,
}: {
  records: readonly RecordLink[];
  count?: number;
}) {
  const { t } = useTranslation();
  if (records.length === 0) return null;
  return (
    <ul className={styles["inline"]}>
      {records.map((record) => (
        <li key={record.record_id}>
          <RecordButton record={record} />
        </li>
      ))}
      {count > records.length && (
        <li className="quiet">{t("reason.more", { count: count - records.length })}</li>
      )}
    </ul>
  );
}

interface RecordRowProps {
  record: RecordLink;
  kind: Kind;
  at: Moment | null;
  /** What else is to be said of it. */
  note?: string;
}

/** A record with its day and kind, as a row that opens it. */
export function RecordRow({ record, kind, at, note }: RecordRowProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { open } = usePanel();
  return (
    <button
      type="button"
      className={styles["row"]}
      onClick={() => {
        open(liveRecord(record.record_id));
      }}
    >
      <span className={styles["when"]}>
        {at ? formatMoment(at, language, "short") : t("timeline.undated")}
      </span>
      <span>
        <span className={styles["title"]}>{record.title}</span>
        <span className={styles["meta"]}>
          {t(`kind.${kind}`)}
          {note && <span>{note}</span>}
        </span>
      </span>
    </button>
  );
}
