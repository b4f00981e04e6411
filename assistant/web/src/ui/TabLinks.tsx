import { Link, type LinkProps } from "@tanstack/react-router";

import styles from "./TabLinks.module.css";

export interface TabLink {
  words: string;
  link: LinkProps;
  /** Shown beside the words. */
  count?: number;
}

/** The parts of a page, each with an address of its own. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className={styles["tabs"]}>
      <ul className={styles["list"]}>
        {tabs.map(({ words, link, count }) => (
          <li key={words}>
            <Link {...link} className={styles["tab"]} resetScroll={false}>
              {words}
              {count !== undefined && <span className={styles["count"]}>{count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
