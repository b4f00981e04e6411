import { useTranslation } from "react-i18next";

import styles from "./Skeleton.module.css";

/** Lines where text will be. */
export function Skeleton() {
  const { t } = useTranslation();
  return (
    <div data-loading role="status" aria-label={t("app.loading")} className={styles["skeleton"]}>
      <span />
      <span />
      <span />
      <span />
    </div>
  );
}
