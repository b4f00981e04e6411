import styles from "./Share.module.css";

/** How much of the whole something is, as a bar beside words that say it. Decorative: the words speak. */
export function Share({ share }: { share: number }) {
  const percent = Math.round(Math.max(0, Math.min(1, share)) * 100);
  return (
    <span className={styles["share"]} aria-hidden="true">
      <span style={{ inlineSize: `${percent}%` }} />
    </span>
  );
}
