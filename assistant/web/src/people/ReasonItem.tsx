import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Reason } from "../api/types";
import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import { Icon } from "../icons/Icon";
import { usePanel } from "../panel/context";
import { liveRecord } from "../panel/view";
import styles from "./people.module.css";

/** "Owner of 12 · latest 3 May 2026", opening to the records themselves. */
export function ReasonItem({ reason }: { reason: Reason }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { open } = usePanel();
  const [expanded, setExpanded] = useState(false);
  const list = useId();
  return (
    <li>
      <button
        type="button"
        className={styles["reason"]}
        aria-expanded={expanded}
        aria-controls={list}
        onClick={() => {
          setExpanded(!expanded);
        }}
      >
        <span className={styles["words"]}>
          <span>{t(`reason.${reason.role}`, { count: reason.count })}</span>
          {reason.last_at && (
            <span className={styles["latest"]}>
              {t("reason.latest", { date: formatMoment(reason.last_at, language, "short") })}
            </span>
          )}
        </span>
        <Icon name="chevron" />
      </button>
      <ul id={list} className={styles["records"]} hidden={!expanded}>
        {reason.records.map((record) => (
          <li key={record.record_id}>
            <button
              type="button"
              className="link"
              onClick={() => {
                open(liveRecord(record.record_id));
              }}
            >
              {record.title}
            </button>
          </li>
        ))}
        {reason.count > reason.records.length && (
          <li className="quiet">
            {t("reason.more", { count: reason.count - reason.records.length })}
          </li>
        )}
      </ul>
    </li>
  );
}
