import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { typed } from "../asker/SecretForm";
import { Loaded } from "../ui/Loaded";
import { ConversationItem } from "./ConversationItem";
import styles from "./conversations.module.css";

/** One's earlier conversations: to find, open, rename, share or delete. */
export function ConversationsPanel() {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const conversations = useApi.useQuery("get", "/api/conversations", {
    params: { query: { q: words, limit: 100 } },
  });
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
      <Loaded query={conversations}>{(found) => (
        <>
          {found.conversations.length === 0 && (
            <p className="quiet" role="status">
              {t(words ? "conversations.none_found" : "conversations.none")}
            </p>
          )}
          <ul>
            {found.conversations.map((one) => (
              <ConversationItem key={one.id} one={one} changed={() => { void conversations.refetch(); }} />
            ))}
          </ul>
          {found.more && <p className="quiet">{t("conversations.more")}</p>}
        </>
      )}</Loaded>
    </section>
  );
}
