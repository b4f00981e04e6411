import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import styles from "./answer.module.css";
import { useChat } from "./context";
import { useNarrowing } from "./useNarrowing";

/** What might be asked next; nothing where there is nothing, or where it does not come. */
export function NextQuestions({ answerId }: { answerId: string }) {
  const { t } = useTranslation();
  const chat = useChat();
  const [narrowing] = useNarrowing();
  const next = useApi.useQuery("get", "/api/answers/{answer_id}/next", {
    params: { path: { answer_id: answerId } },
  });
  const questions = next.data?.questions ?? [];
  if (questions.length === 0) return null;
  return (
    <section aria-label={t("chat.next")}>
      <h3 className="label">{t("chat.next")}</h3>
      <ul className={styles["next"]}>
        {questions.map((question) => (
          <li key={question}>
            <button
              type="button"
              disabled={chat.running}
              onClick={() => {
                chat.ask(question, narrowing);
              }}
            >
              {question}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
