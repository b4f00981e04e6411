import { useTranslation } from "react-i18next";

import { useLanguage } from "../i18n/useLanguage";
import styles from "./map.module.css";

/** How much more there is than in the period before: a share of that, or that there was none. */
export function Growth({ growth, recent }: { growth: number | null; recent: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (growth === null) {
    return <span className="quiet">{t(recent > 0 ? "map.new" : "map.neither")}</span>;
  }
  const percent = new Intl.NumberFormat(language, {
    style: "percent",
    maximumFractionDigits: 0,
    signDisplay: "exceptZero",
  }).format(growth);
  return (
    <span className={styles["growth"]} data-way={growth > 0 ? "up" : growth < 0 ? "down" : "level"}>
      {percent}
    </span>
  );
}
