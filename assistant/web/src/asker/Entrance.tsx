import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { LanguageSwitch } from "../i18n/LanguageSwitch";
import styles from "./entrance.module.css";

interface EntranceProps {
  title: string;
  lead?: string | undefined;
  children: ReactNode;
}

/** The page before one is in: what this is, and one thing to do. */
export function Entrance({ title, lead, children }: EntranceProps) {
  const { t } = useTranslation();
  return (
    <div className={styles["page"]}>
      <header className={styles["head"]}>
        <img src="/zhike.svg" alt="" width="28" height="28" />
        <strong>{t("app.name")}</strong>
        <LanguageSwitch />
      </header>
      <main className={styles["card"]}>
        <h1>{title}</h1>
        {lead && <p className={styles["lead"]}>{lead}</p>}
        {children}
      </main>
    </div>
  );
}
