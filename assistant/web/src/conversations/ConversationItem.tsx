import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import {
  type ConversationLink,
  deleteConversation,
  renameConversation,
} from "../api/conversations";
import { useAsker } from "../asker/context";
import { typed } from "../asker/SecretForm";
import { useChat } from "../chat/context";
import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import { Sharing } from "./Sharing";
import styles from "./conversations.module.css";

type Step = "none" | "renaming" | "sharing" | "deleting";

/** One conversation, and what can be done with it. */
export function ConversationItem({ one, changed }: { one: ConversationLink; changed: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { csrf } = useAsker();
  const chat = useChat();
  const navigate = useNavigate();
  const [step, setStep] = useState<Step>("none");
  const [shared, setShared] = useState(one.shared);
  const [failed, setFailed] = useState(false);

  const carry = async (deed: () => Promise<unknown>): Promise<void> => {
    setFailed(false);
    try {
      await deed();
    } catch {
      setFailed(true);
    }
  };
  const current = chat.id === one.id;
  const toggle = (next: Step) => () => {
    setStep(step === next ? "none" : next);
  };

  return (
    <li className={styles["item"]}>
      <Link
        to="/c/$conversation"
        params={{ conversation: one.id }}
        className={styles["title"]}
        aria-current={current}
      >
        {one.title}
      </Link>
      <p className={styles["tools"]}>
        <span className="quiet">
          {formatMoment(one.changed_at, language, "time")}
          {shared && ` · ${t("conversations.shared")}`}
          {current && ` · ${t("conversations.open_now")}`}
        </span>
        {(["renaming", "sharing", "deleting"] as const).map((next) => (
          <button
            key={next}
            type="button"
            className="quiet-button"
            aria-expanded={step === next}
            aria-label={t(`conversations.${next}_of`, { title: one.title })}
            onClick={toggle(next)}
          >
            {t(`conversations.${next}`)}
          </button>
        ))}
      </p>
      {failed && (
        <p role="alert" className={styles["problem"]}>
          {t("conversations.failed")}
        </p>
      )}
      {step === "renaming" && (
        <form
          className={styles["search"]}
          onSubmit={(event) => {
            event.preventDefault();
            const title = typed(new FormData(event.currentTarget), "title");
            void carry(async () => {
              await renameConversation(one.id, title, csrf);
              setStep("none");
              changed();
            });
          }}
        >
          <input
            name="title"
            aria-label={t("conversations.new_title")}
            defaultValue={one.title}
            maxLength={100}
            required
            autoFocus
          />
          <button type="submit" className="button">
            {t("conversations.keep_title")}
          </button>
        </form>
      )}
      {step === "sharing" && <Sharing id={one.id} shared={shared} onShared={setShared} carry={carry} />}
      {step === "deleting" && (
        <p className={styles["tools"]}>
          {t("conversations.delete_hint")}
          <button
            type="button"
            className="button"
            onClick={() =>
              void carry(async () => {
                await deleteConversation(one.id, csrf);
                if (chat.id === one.id) {
                  chat.clear();
                  await navigate({ to: "/", search: true });
                }
                changed();
              })
            }
          >
            {t("conversations.delete_for_good")}
          </button>
        </p>
      )}
    </li>
  );
}
