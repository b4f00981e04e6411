import { useId } from "react";

import styles from "./Choice.module.css";

export interface Option {
  value: string;
  words: string;
}

interface ChoiceProps {
  label: string;
  /** "" where nothing is chosen. */
  value: string;
  /** The words for choosing nothing; where it is missing, something must be chosen. */
  any?: string;
  options: readonly Option[];
  onChoose: (value: string) => void;
}

/** One of a few, by the browser's own list: right on every device and for every reader. */
export function Choice({ label, value, any, options, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <span className={styles["choice"]}>
      <label htmlFor={id} className={styles["label"]}>
        {label}
      </label>
      <select
        id={id}
        className={styles["select"]}
        value={value}
        onChange={(event) => {
          onChoose(event.target.value);
        }}
      >
        {any !== undefined && <option value="">{any}</option>}
        {value !== "" && options.every((option) => option.value !== value) && (
          // An old address, or choices that are on their way: something narrows all the same.
          <option value={value}>{value}</option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </span>
  );
}
