import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Answer } from "../api/types";
import { ShareButton } from "../conversations/ShareButton";
import { useLabels } from "../i18n/labels";
import { Icon } from "../icons/Icon";
import { certaintyOf } from "./confidence";
import { copyText } from "./copyText";
import { Feedback } from "./Feedback";
import { plainAnswer } from "./plainAnswer";
import styles from "./answer.module.css";
import { useWhereabouts } from "./useWhereabouts";

const SAID_FOR_MS = 2500;

/** Below an answer: how sure it is, copy, and whether it helped. */
export function AnswerActions({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const whereabouts = useWhereabouts();
  const labels = useLabels();
  const [copied, setCopied] = useState<"" | "done" | "failed">("");
  const copy = async (): Promise<void> => {
    const sentences = answer.sentences.map((one) => ({ ...one, text: labels.sentence(one.text) }));
    const done = await copyText(
      plainAnswer({ ...answer, sentences }, t("answer.sources"), whereabouts, t("answer.unsupported")),
    );
    setCopied(done ? "done" : "failed");
    setTimeout(() => {
      setCopied("");
    }, SAID_FOR_MS);
  };
  const doubtful = answer.sentences.filter(({ supported }) => !supported).length;
  const certainty = doubtful > 0 ? "low" : certaintyOf(answer.confidence);
  return (
    <footer className={styles["actions"]}>
      {answer.answered && (
        <>
          <span className={styles["certainty"]} data-certainty={certainty}>
            {doubtful > 0
              ? t("certainty.doubtful", { count: doubtful })
              : t(`certainty.${certainty}`)}
          </span>
          <span className={styles["mode"]}>{t(answer.table ? "answer.counted" : `answer.mode_${answer.mode}`)}</span>
          <button
            type="button"
            className="quiet-button"
            onClick={() => {
              void copy();
            }}
          >
            <Icon name={copied === "done" ? "check" : "copy"} />
            {copied ? t(`copy.${copied}`) : t("copy.action")}
          </button>
          {answer.conversation_id && <ShareButton id={answer.conversation_id} />}
        </>
      )}
      <Feedback answerId={answer.answer_id} />
    </footer>
  );
}
