import { useTranslation } from "react-i18next";

import { CustomerChips } from "../customers/CustomerChips";
import { ExpertCards } from "../people/ExpertCards";
import { AnswerActions } from "./AnswerActions";
import { AnswerFailure } from "./AnswerFailure";
import { Declined } from "./Declined";
import { Nearest } from "./Nearest";
import { Sentences } from "./Sentences";
import { SourceList } from "./SourceList";
import { useChat } from "./context";
import styles from "./answer.module.css";

/** One answer, from the first dots to the thumbs below it. */
export function AnswerMessage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { exchanges } = useChat();
  const exchange = exchanges.find((each) => each.id === id);
  if (!exchange) return null;
  const { answer, state } = exchange;
  const last = exchanges.at(-1) === exchange;
  const declined = answer !== null && !answer.answered;
  return (
    <div className={styles["answer"]} aria-busy={state === "asking"}>
      <span className="unseen">{t("chat.answered")}</span>
      {answer && answer.standalone_question.trim() !== exchange.question.trim() && (
        <p className={styles["understood"]}>
          {t("answer.understood", { question: answer.standalone_question })}
        </p>
      )}
      <div aria-live="polite">
        {declined ? (
          <Declined exchange={exchange} />
        ) : (
          <Sentences exchange={exchange} flowing={answer?.mode === "writer"} />
        )}
        {state === "asking" && <Waiting started={exchange.sentences.length > 0} />}
      </div>
      {(state === "failed" || state === "stopped") && (
        <AnswerFailure exchange={exchange} last={last} />
      )}
      {answer?.answered && <SourceList exchange={exchange} />}
      {answer && <CustomerChips customers={answer.customers} />}
      {(state === "done" || exchange.sentences.length > 0) && (
        <ExpertCards experts={exchange.experts} declined={declined} />
      )}
      {declined && <Nearest exchange={exchange} />}
      {answer && <AnswerActions answer={answer} />}
    </div>
  );
}

function Waiting({ started }: { started: boolean }) {
  const { t } = useTranslation();
  return (
    <p className={styles["waiting"]} data-started={started}>
      <span className={styles["dots"]} aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      <span className={started ? "unseen" : undefined}>{t("chat.reading")}</span>
    </p>
  );
}
