import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../api/client";
import { Icon } from "../icons/Icon";
import styles from "./answer.module.css";

function focusOnce(input: HTMLInputElement | null): void {
  input?.focus();
}

/** Thumbs; a thumb down also asks what was missing. */
export function Feedback({ answerId }: { answerId: string }) {
  const { t } = useTranslation();
  const [useful, setUseful] = useState<boolean | null>(null);
  const [said, setSaid] = useState<"" | "thanks" | "failed">("");
  const [comment, setComment] = useState<string | null>(null);

  const tell = async (verdict: boolean, words: string): Promise<void> => {
    setUseful(verdict);
    try {
      await api.POST("/api/feedback", {
        body: { answer_id: answerId, useful: verdict, comment: words },
      });
      setSaid("thanks");
    } catch {
      setUseful(null);
      setSaid("failed");
    }
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setComment(null);
    if (comment?.trim()) void tell(false, comment.trim());
  };

  return (
    <>
      <span className={styles["thumbs"]} role="group" aria-label={t("feedback.question")}>
        <button
          type="button"
          className="icon-button"
          aria-pressed={useful === true}
          aria-label={t("feedback.useful")}
          title={t("feedback.useful")}
          onClick={() => {
            setComment(null);
            void tell(true, "");
          }}
        >
          <Icon name="thumb_up" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-pressed={useful === false}
          aria-label={t("feedback.useless")}
          title={t("feedback.useless")}
          onClick={() => {
            setComment("");
            void tell(false, "");
          }}
        >
          <Icon name="thumb_down" />
        </button>
      </span>
      <span role="status" className="quiet">
        {said && comment === null && t(`feedback.${said}`)}
      </span>
      {comment !== null && (
        <form className={styles["comment"]} onSubmit={submit}>
          <input
            ref={focusOnce}
            type="text"
            maxLength={1000}
            value={comment}
            placeholder={t("feedback.comment")}
            aria-label={t("feedback.comment")}
            onChange={(event) => {
              setComment(event.target.value);
            }}
          />
          <button type="submit" className="button">
            {t("feedback.send")}
          </button>
        </form>
      )}
    </>
  );
}
