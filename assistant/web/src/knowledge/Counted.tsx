import { useTranslation } from "react-i18next";

import type { TimelineEntry } from "../api/types";
import { EntryList } from "../source/EntryList";
import styles from "./map.module.css";

interface CountedProps {
  title: string;
  /** Which of them: a period, a colleague. */
  which?: string;
  count: number;
  entries: readonly TimelineEntry[];
  children?: React.ReactNode;
}

/** What a number counts, under what it is of. */
export function Counted({ title, which = "", count, entries, children }: CountedProps) {
  const { t } = useTranslation();
  return (
    <article>
      <h2 className={styles["counted"]}>{title}</h2>
      <p className="quiet">
        {[which, t("map.counted", { count })].filter(Boolean).join(" · ")}
      </p>
      <EntryList entries={entries} />
      {children}
    </article>
  );
}
