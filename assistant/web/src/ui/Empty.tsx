import type { ReactNode } from "react";

import { Icon } from "../icons/Icon";
import styles from "./Empty.module.css";

interface EmptyProps {
  title: string;
  /** Why there is nothing, and what one can do. */
  children?: ReactNode;
  action?: ReactNode;
}

/** Nothing to show, and why. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className={styles["empty"]} role="status">
      <span className={styles["icon"]}>
        <Icon name="nothing" />
      </span>
      <p className={styles["title"]}>{title}</p>
      {children && <p className={styles["hint"]}>{children}</p>}
      {action}
    </div>
  );
}
