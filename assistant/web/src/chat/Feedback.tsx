import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../api/client";
import { Icon } from "../icons/Icon";
import styles from "./answer.module.css";

/** What is most often wrong; the words are sent as the reader has them. */
const REASONS = ["wrong", "outdated", "beside", "missing"] as const;

function focusOnce(input: HTMLInputElement | null): void {
  input?.focus();
}

/** Thumbs; a thumb down also asks what was missing. */
export function Feedback({ answerId }: { answerId: string }) {
  const { t } = useTranslation();
  const [useful, setUseful] = useState<boolean | null>(null);
  const [said, setSaid] = useState<"" | "thanks" | "failed">("");
  const [comment, setComment] = useState<string | null>(null);
  const [reasons, setReasons] = useState<readonly (typeof REASONS)[number][]>([]);

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
    const words = [...reasons.map((one) => t(`feedback.reason.${one}`)), comment?.trim() ?? ""];
    const said = words.filter(Boolean).join(t("list.comma"));
    if (said) void tell(false, said);
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
          <div className={styles["why"]} role="group" aria-label={t("feedback.why")}>
            {REASONS.map((one) => (
              <button
                key={one}
                type="button"
                className="chip"
                aria-pressed={reasons.includes(one)}
                onClick={() => {
                  setReasons(
                    reasons.includes(one) ? reasons.filter((each) => each !== one) : [...reasons, one],
                  );
                }}
              >
                {t(`feedback.reason.${one}`)}
              </button>
            ))}
          </div>
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
