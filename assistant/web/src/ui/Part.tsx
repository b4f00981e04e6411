import { type ReactNode, useId } from "react";

import styles from "./Part.module.css";

interface PartProps {
  title: string;
  /** Shown beside the title. */
  count?: number | string;
  /** One line on what stands here. */
  lead?: ReactNode;
  children: ReactNode;
}

/** A part of a page under a heading of its own. */
export function Part({ title, count, lead, children }: PartProps) {
  const id = useId();
  return (
    <section className={styles["part"]} aria-labelledby={id}>
      <h2 id={id} className={styles["title"]}>
        {title}
        {count !== undefined && <span className={styles["count"]}>{count}</span>}
      </h2>
      {lead && <p className={styles["lead"]}>{lead}</p>}
      {children}
    </section>
  );
}
