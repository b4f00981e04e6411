import { type ReactNode, useId } from "react";

import styles from "./admin.module.css";

interface FieldProps {
  label: string;
  hint?: string;
  required?: boolean;
  /** Gets the id of the label's control, and that of what describes it. */
  children: (id: string, describedBy: string | undefined) => ReactNode;
}

/** A control under its label, with a line on what belongs there. */
export function Field({ label, hint, required = false, children }: FieldProps) {
  const id = useId();
  const described = hint ? `${id}-hint` : undefined;
  return (
    <div className={styles["field"]}>
      <label htmlFor={id} className={styles["name"]} data-required={required}>
        {label}
      </label>
      {children(id, described)}
      {hint && (
        <p id={described} className={styles["hint"]}>
          {hint}
        </p>
      )}
    </div>
  );
}
