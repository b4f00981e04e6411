import { useTranslation } from "react-i18next";

import type { Mark } from "./marks";
import styles from "./source.module.css";

interface MarkSwitchProps {
  marks: readonly Mark[];
  active: number | null;
  choose: (number: number) => void;
}

/** Where an answer quotes a record more than once: one button a passage. */
export function MarkSwitch({ marks, active, choose }: MarkSwitchProps) {
  const { t } = useTranslation();
  if (marks.length < 2) return null;
  return (
    <div className={styles["switch"]} role="group" aria-label={t("record.passages")}>
      <span>{t("record.quoted", { count: marks.length })}</span>
      {marks.map((mark) => (
        <button
          key={mark.number}
          type="button"
          className="cite"
          aria-pressed={mark.number === active}
          aria-label={t("record.go_to_passage", { number: mark.number })}
          onClick={() => {
            choose(mark.number);
          }}
        >
          {mark.number}
        </button>
      ))}
    </div>
  );
}
