import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ProjectView } from "../api/types";
import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import { usePanel } from "../panel/context";
import { liveRecord } from "../panel/view";
import { Part } from "../ui/Part";
import styles from "./projects.module.css";

type Milestone = ProjectView["milestones"][number];

/** As many as tell how it went; the rest are a click away. */
const SHOWN = 14;

/** What happened and is to happen, by day; each opens where it is said. */
export function Milestones({ milestones }: { milestones: readonly Milestone[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { open } = usePanel();
  const [all, setAll] = useState(false);
  if (milestones.length === 0) return null;
  const shown = all ? milestones : milestones.slice(-SHOWN);
  const show = ({ record, quote }: Milestone): void => {
    if (!quote) {
      open(liveRecord(record.record_id));
      return;
    }
    const { record_id: recordId, version, start, end } = quote;
    open({ type: "record", recordId, version, marks: [{ number: 1, start, end }], active: 1 });
  };
  return (
    <Part title={t("project.milestones")}>
      {shown.length < milestones.length && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            setAll(true);
          }}
        >
          {t("project.earlier", { count: milestones.length - shown.length })}
        </button>
      )}
      <ol className={styles["time"]}>
        {shown.map((one, index) => (
          <li key={`${one.record.record_id}:${one.day}:${index}`} data-ahead={one.ahead}>
            <button
              type="button"
              className={styles["moment"]}
              onClick={() => {
                show(one);
              }}
            >
              <span className={styles["day"]}>
                {formatMoment(one.day, language, "short")}
                {one.ahead && <span className="badge">{t("project.ahead")}</span>}
              </span>
              <span>{one.text}</span>
            </button>
          </li>
        ))}
      </ol>
    </Part>
  );
}
