import { useTranslation } from "react-i18next";

import type { Answer } from "../api/types";
import { useNameOf } from "../i18n/names";
import { useChat } from "./context";
import styles from "./sources.module.css";
import { useNarrowing } from "./useNarrowing";

/** A name in the question means several customers: each of them to choose, which asks of them alone. */
export function Choices({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const chat = useChat();
  const [narrowing] = useNarrowing();
  return (
    <div className={styles["declined"]}>
      <p lang={answer.language}>{answer.note}</p>
      <ul className={`chips ${styles["choices"]}`} aria-label={t("answer.choices")}>
        {answer.choices.map(({ customer, name, question }) => (
          <li key={customer.id}>
            <button
              type="button"
              className="chip chip-customer"
              disabled={chat.running}
              onClick={() => {
                chat.ask(
                  question || answer.question,
                  question ? narrowing : { ...narrowing, customer: [customer.id] },
                );
              }}
            >
              {name || nameOf(customer)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
