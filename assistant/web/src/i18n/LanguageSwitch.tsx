import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { changeLanguage } from "./index";
import styles from "./language.module.css";
import { useLanguage } from "./useLanguage";

/** Changes to the other language. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <button
      type="button"
      className="quiet-button"
      lang={language === "zh" ? "en" : "zh-CN"}
      aria-label={t("language.switch")}
      title={t("language.switch")}
      onClick={() => {
        changeLanguage(language === "zh" ? "en" : "zh");
      }}
    >
      <Icon name="language" />
      <span className={styles["wide"]}>{t("language.other")}</span>
    </button>
  );
}
