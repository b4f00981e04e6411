import { useTranslation } from "react-i18next";

import { useAsker } from "../asker/context";
import { useNameOf } from "../i18n/names";
import { useLanguage } from "../i18n/useLanguage";
import { useChat } from "./context";
import styles from "./chat.module.css";
import { useNarrowing } from "./useNarrowing";

/** Before the first question: a greeting, and something to ask. */
export function Welcome() {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { me } = useAsker();
  const chat = useChat();
  const [narrowing] = useNarrowing();
  return (
    <section className={styles["welcome"]}>
      <h1>{t("welcome.title", { name: nameOf(me.person) })}</h1>
      <p>{t("welcome.lead")}</p>
      <ul className={styles["suggestions"]} aria-label={t("welcome.suggestions")}>
        {me.suggestions[language].map((suggestion) => (
          <li key={suggestion}>
            <button
              type="button"
              onClick={() => {
                chat.ask(suggestion, narrowing);
              }}
            >
              {suggestion}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
