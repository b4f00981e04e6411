import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { fetchConversations } from "../api/conversations";
import { useLoaded } from "../api/useLoaded";
import { typed } from "../asker/SecretForm";
import { LoadFailure } from "../panel/LoadFailure";
import { Skeleton } from "../panel/Skeleton";
import { ConversationItem } from "./ConversationItem";
import styles from "./conversations.module.css";

/** One's earlier conversations: to find, open, rename, share or delete. */
export function ConversationsPanel() {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const load = useCallback(
    (signal: AbortSignal) => fetchConversations(words, signal),
    [words],
  );
  const [loaded, again] = useLoaded(load);
  return (
    <section aria-label={t("conversations.title")}>
      <form
        role="search"
        className={styles["search"]}
        onSubmit={(event) => {
          event.preventDefault();
          setWords(typed(new FormData(event.currentTarget), "words").trim());
        }}
      >
        <label className="unseen" htmlFor="conversation-words">
          {t("conversations.search")}
        </label>
        <input
          id="conversation-words"
          name="words"
          type="search"
          maxLength={200}
          placeholder={t("conversations.search")}
        />
        <button type="submit" className="button">
          {t("conversations.find")}
        </button>
      </form>
      {loaded.state === "loading" && <Skeleton />}
      {loaded.state === "failed" && <LoadFailure failure={loaded.failure} retry={again} />}
      {loaded.state === "ready" && (
        <>
          {loaded.value.conversations.length === 0 && (
            <p className="quiet" role="status">
              {t(words ? "conversations.none_found" : "conversations.none")}
            </p>
          )}
          <ul className={styles["list"]}>
            {loaded.value.conversations.map((one) => (
              <ConversationItem key={one.id} one={one} changed={again} />
            ))}
          </ul>
          {loaded.value.more && <p className="quiet">{t("conversations.more")}</p>}
        </>
      )}
    </section>
  );
}
