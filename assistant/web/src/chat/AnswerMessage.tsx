import { useTranslation } from "react-i18next";

import type { Answer } from "../api/types";
import { CustomerChips } from "../customers/CustomerChips";
import { ExpertCards } from "../people/ExpertCards";
import { AnswerActions } from "./AnswerActions";
import { AnswerFailure } from "./AnswerFailure";
import { Choices } from "./Choices";
import { CountedTable } from "./CountedTable";
import { Declined } from "./Declined";
import { Nearest } from "./Nearest";
import { NextQuestions } from "./NextQuestions";
import { PartLink } from "./PartLink";
import { ProjectChips } from "./ProjectChips";
import { Within } from "./Within";
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
  const choosing = answer !== null && answer.choices.length > 0;
  const declined = answer !== null && !answer.answered && !choosing;
  const noted = answer !== null && !choosing && !(declined && answer.part);
  const cited = new Set(exchange.citations.map((each) => each.record_id));
  return (
    <div className={styles["answer"]} aria-busy={state === "asking"}>
      <span className="unseen">{t("chat.answered")}</span>
      {answer && answer.standalone_question.trim() !== exchange.question.trim() && (
        <p className={styles["understood"]}>
          {t("answer.understood", { question: answer.standalone_question })}
        </p>
      )}
      <Within narrowing={exchange.narrowing} />
      {noted && answer.note && (
        <p className={styles["note"]} lang={answer.language} role="note">
          {answer.note}
        </p>
      )}
      <div aria-live="polite">
        {choosing && <Choices answer={answer} />}
        {declined ? (
          <Declined exchange={exchange} />
        ) : (
          <Sentences exchange={exchange} flowing={answer?.mode === "writer"} />
        )}
        {state === "asking" && <Waiting started={exchange.sentences.length > 0} lost={exchange.lost ?? false} />}
      </div>
      {exchange.kept && (exchange.kept.hidden || exchange.kept.empty) && (
        <p className={styles["understood"]}>
          {t(exchange.kept.hidden ? "conversations.hidden" : "conversations.not_kept")}
        </p>
      )}
      {(state === "failed" || state === "stopped") && (
        <AnswerFailure exchange={exchange} last={last} />
      )}
      {answer?.table && <CountedTable table={answer.table} cited={cited} />}
      {answer?.answered && answer.part && <PartLink part={answer.part} />}
      {answer && <ProjectChips projects={answer.projects} />}
      {answer?.answered && <SourceList exchange={exchange} />}
      {answer?.answered && <CustomerChips customers={answer.customers} />}
      {state !== "asking" && (
        <ExpertCards
          experts={exchange.experts}
          declined={declined}
          folded={Boolean(answer?.table)}
        />
      )}
      {declined && <Nearest exchange={exchange} />}
      {answer?.answer_id && !isCourtesy(answer) && <AnswerActions answer={answer} />}
      {last && answer?.answered && answer.answer_id && answer.conversation_id && (
        <NextQuestions answerId={answer.answer_id} />
      )}
    </div>
  );
}

/** A greeting and the like: nothing to cite, to copy or to judge. */
function isCourtesy({ answered, citations, table }: Answer): boolean {
  return answered && citations.length === 0 && !table;
}

function Waiting({ started, lost }: { started: boolean; lost: boolean }) {
  const { t } = useTranslation();
  return (
    <p className={styles["waiting"]} data-started={started}>
      <span className={styles["dots"]} aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      <span className={started && !lost ? "unseen" : undefined}>
        {t(lost ? "chat.lost" : "chat.reading")}
      </span>
    </p>
  );
}
