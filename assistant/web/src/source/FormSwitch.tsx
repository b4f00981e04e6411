import { useTranslation } from "react-i18next";

import styles from "./source.module.css";

interface FormSwitchProps {
  shown: "file" | "text";
  choose: (form: "file" | "text") => void;
}

/** A PDF as it is printed, or what was read of it. */
export function FormSwitch({ shown, choose }: FormSwitchProps) {
  const { t } = useTranslation();
  return (
    <div className={styles["forms"]} role="group" aria-label={t("record.form")}>
      {(["file", "text"] as const).map((form) => (
        <button
          key={form}
          type="button"
          className="quiet-button"
          aria-pressed={shown === form}
          onClick={() => {
            choose(form);
          }}
        >
          {t(`record.as_${form}`)}
        </button>
      ))}
    </div>
  );
}
