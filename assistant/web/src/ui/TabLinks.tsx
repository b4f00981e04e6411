import { Link, type LinkProps, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import styles from "./TabLinks.module.css";

export interface TabLink {
  words: string;
  link: LinkProps;
  /** Shown beside the words. */
  count?: number;
}

/** The parts of a page, each with an address of its own. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const nav = useRef<HTMLElement>(null);
  const path = useLocation({ select: (location) => location.pathname });
  useEffect(() => {
    // On a small screen the part that is open may lie beyond the edge.
    const current = nav.current?.querySelector('[aria-current="page"]');
    current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [path]);
  return (
    <nav ref={nav} aria-label={label} className={styles["tabs"]}>
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
