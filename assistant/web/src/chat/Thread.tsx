import { MessagePrimitive, ThreadPrimitive } from "@assistant-ui/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { AnswerMessage } from "./AnswerMessage";
import { Composer } from "./Composer";
import { Welcome } from "./Welcome";
import { useChat } from "./context";
import styles from "./chat.module.css";

/** The conversation, and the box to ask in below it. */
export function Thread({ banner }: { banner?: ReactNode }) {
  const { t } = useTranslation();
  const { exchanges } = useChat();
  return (
    <ThreadPrimitive.Root className={styles["thread"]}>
      <ThreadPrimitive.Viewport
        className={styles["viewport"]}
        turnAnchor="top"
        scrollToBottomOnInitialize={false}
        tabIndex={-1}
        data-testid="viewport"
      >
        <div className={styles["column"]}>
          {banner}
          {exchanges.length === 0 && <Welcome />}
          <ThreadPrimitive.Messages>
            {({ message }) => (
              <MessagePrimitive.Root className={styles["message"]} data-role={message.role}>
                {message.role === "user" ? (
                  <Question />
                ) : (
                  <AnswerMessage id={String(message.metadata.custom["exchangeId"])} />
                )}
              </MessagePrimitive.Root>
            )}
          </ThreadPrimitive.Messages>
        </div>
        <ThreadPrimitive.ViewportFooter className={styles["footer"]}>
          {exchanges.length > 0 && (
            <ThreadPrimitive.ScrollToBottom
              className={styles["to-bottom"]}
              aria-label={t("chat.to_bottom")}
            >
              <Icon name="down" />
            </ThreadPrimitive.ScrollToBottom>
          )}
          <Composer />
        </ThreadPrimitive.ViewportFooter>
      </ThreadPrimitive.Viewport>
    </ThreadPrimitive.Root>
  );
}

function Question() {
  const { t } = useTranslation();
  return (
    <div className={styles["question"]}>
      <span className="unseen">{t("chat.you_asked")}</span>
      <MessagePrimitive.Parts>
        {({ part }) => (part.type === "text" ? part.text || t("conversations.hidden_question") : null)}
      </MessagePrimitive.Parts>
    </div>
  );
}
