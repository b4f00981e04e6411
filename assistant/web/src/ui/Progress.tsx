import styles from "./Progress.module.css";

interface ProgressProps {
  label: string;
  /** 0..1; null while nobody can say how far it is. */
  share: number | null;
}

/** How far something is. */
export function Progress({ label, share }: ProgressProps) {
  return (
    <progress
      className={styles["bar"]}
      aria-label={label}
      max={1}
      {...(share === null ? {} : { value: share })}
    />
  );
}
