import { useTranslation } from "react-i18next";

import styles from "./directory.module.css";

const TILES = 9;

/** Where colleagues will stand. */
export function TilesPending() {
  const { t } = useTranslation();
  return (
    <div data-loading role="status" aria-label={t("app.loading")} className={styles["tiles"]}>
      {Array.from({ length: TILES }, (_, index) => (
        <span key={index} className={styles["ghost"]} />
      ))}
    </div>
  );
}
