import { useTranslation } from "react-i18next";

import styles from "./page.module.css";

const BEST = 5;

/** A score of 1 to 5, drawn. */
export function ScoreDots({ score }: { score: number }) {
  const { t } = useTranslation();
  return (
    <span className={styles["dots"]} role="img" aria-label={t("trait.of_five", { score })}>
      {Array.from({ length: BEST }, (_, index) => (
        <span key={index} data-on={index < score} />
      ))}
    </span>
  );
}
