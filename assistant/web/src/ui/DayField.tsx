import { useId } from "react";

import styles from "./Choice.module.css";

interface DayFieldProps {
  label: string;
  /** 2026-06-30, or "" for none. */
  value: string;
  onChoose: (day: string) => void;
}

/** A day, by the browser's own calendar. */
export function DayField({ label, value, onChoose }: DayFieldProps) {
  const id = useId();
  return (
    <span className={styles["choice"]}>
      <label htmlFor={id} className={styles["label"]}>
        {label}
      </label>
      <input
        id={id}
        type="date"
        className={styles["select"]}
        value={value}
        onChange={(event) => {
          onChoose(event.target.value);
        }}
      />
    </span>
  );
}
