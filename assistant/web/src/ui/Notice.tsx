import type { ReactNode } from "react";

import { Icon } from "../icons/Icon";
import styles from "./Notice.module.css";

interface NoticeProps {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** Something went wrong: what, in plain words, and what one can do. */
export function Notice({ title, children, action }: NoticeProps) {
  return (
    <div role="alert" className={styles["notice"]}>
      <span className={styles["icon"]}>
        <Icon name="warning" />
      </span>
      <div>
        <p className={styles["title"]}>{title}</p>
        <p className={styles["hint"]}>{children}</p>
        {action}
      </div>
    </div>
  );
}
