import { useId } from "react";

import styles from "./Segments.module.css";

export interface Segment<T extends string> {
  value: T;
  words: string;
}

interface SegmentsProps<T extends string> {
  label: string;
  value: T;
  segments: readonly Segment<T>[];
  onChoose: (value: T) => void;
}

/** One of two to four ways, all in sight: radio buttons that look like one switch. */
export function Segments<T extends string>({ label, value, segments, onChoose }: SegmentsProps<T>) {
  const name = useId();
  return (
    <fieldset className={styles["segments"]}>
      <legend className="unseen">{label}</legend>
      {segments.map((segment) => (
        <label key={segment.value} className={styles["segment"]}>
          <input
            type="radio"
            className="unseen"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => {
              onChoose(segment.value);
            }}
          />
          {segment.words}
        </label>
      ))}
    </fieldset>
  );
}
