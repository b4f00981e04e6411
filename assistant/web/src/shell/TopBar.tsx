import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { AccountMenu } from "../asker/AccountMenu";
import { useAsker } from "../asker/context";
import { useChat } from "../chat/context";
import { LanguageSwitch } from "../i18n/LanguageSwitch";
import { Icon } from "../icons/Icon";
import { PaletteButton } from "../palette/PaletteButton";
import { usePanel } from "../panel/context";
import { useTheme } from "../theme/useTheme";
import styles from "./TopBar.module.css";

/** Name, company, a new conversation, language, theme, and who you are. */
export function TopBar() {
  const { t } = useTranslation();
  const { me } = useAsker();
  const panel = usePanel();
  const chat = useChat();
  const navigate = useNavigate();
  const [theme, nextTheme] = useTheme();
  const themeWords = t("theme.switch", { theme: t(`theme.${theme}`) });
  return (
    <header className={styles["bar"]}>
      <p className={styles["brand"]}>
        <img src="/zhike.svg" alt="" width="28" height="28" />
        <strong>{t("app.name")}</strong>
        <span className={styles["company"]}>{me.company}</span>
      </p>
      <div role="toolbar" className={styles["tools"]} aria-label={t("app.tools")}>
        <PaletteButton />
        {chat.exchanges.length > 0 && (
          <button
            type="button"
            className="button"
            aria-label={t("chat.restart")}
            title={t("chat.restart")}
            onClick={() => {
              chat.clear();
              void navigate({ to: "/" });
            }}
          >
            <Icon name="plus" />
            <span className={styles["wide"]}>{t("chat.restart")}</span>
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label={t("conversations.title")}
          title={t("conversations.title")}
          onClick={() => {
            panel.open({ type: "conversations" });
          }}
        >
          <Icon name="history" />
        </button>
        <LanguageSwitch />
        <button
          type="button"
          className="icon-button"
          aria-label={themeWords}
          title={themeWords}
          onClick={nextTheme}
        >
          <Icon name={theme} />
        </button>
        <AccountMenu />
      </div>
    </header>
  );
}
