import { useTranslation } from "react-i18next";

import { useLabels } from "../i18n/labels";
import type { FieldRow } from "./blocks";
import styles from "./source.module.css";

interface FieldListProps {
  rows: readonly FieldRow[];
  active?: number | null;
}

/** The facts of a structured record, label beside value. */
export function FieldList({ rows, active = null }: FieldListProps) {
  const { t } = useTranslation();
  const { label } = useLabels();
  return (
    <dl className={styles["fields"]} aria-label={t("record.fields")}>
      {rows.map((row, index) => {
        const content = row.mark === null ? row.value : <mark className={styles["quote"]}>{row.value}</mark>;
        return (
          <div
            key={index}
            className={styles["field"]}
            data-marked={row.mark !== null}
            data-active={row.mark !== null && row.mark === active}
          >
            <dt>{label(row.label)}</dt>
            <dd>{content}</dd>
          </div>
        );
      })}
    </dl>
  );
}
