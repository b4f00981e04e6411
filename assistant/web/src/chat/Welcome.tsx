import { useTranslation } from "react-i18next";

import { PeopleList } from "../asker/PeopleList";
import { useAsker } from "../asker/context";
import { useLanguage } from "../i18n/useLanguage";
import { useChat } from "./context";
import styles from "./chat.module.css";

/** Before the first question: a greeting, and something to ask; in the demo, first who you are. */
export function Welcome() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { me } = useAsker();
  const chat = useChat();
  if (!me.person) {
    return (
      <section className={styles["welcome"]}>
        <h1>{t("welcome.who_title")}</h1>
        <p>{t(me.demo ? "welcome.who_demo" : "welcome.who_unknown")}</p>
        {me.demo && <PeopleList />}
      </section>
    );
  }
  return (
    <section className={styles["welcome"]}>
      <h1>{t("welcome.title", { name: me.person.name })}</h1>
      <p>{t("welcome.lead")}</p>
      <ul className={styles["suggestions"]} aria-label={t("welcome.suggestions")}>
        {me.suggestions[language].map((suggestion) => (
          <li key={suggestion}>
            <button
              type="button"
              onClick={() => {
                chat.ask(suggestion);
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
