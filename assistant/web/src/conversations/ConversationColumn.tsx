import { Link } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { queryClient, useApi } from "../api/client";
import { useChat } from "../chat/context";
import { formatLately } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import { usePanel } from "../panel/context";
import { Loaded } from "../ui/Loaded";
import { SearchField } from "../ui/SearchField";
import styles from "./conversations.module.css";

const FIRST = 100;

/** One's conversations beside the chat, where there is room for them. */
export function ConversationColumn() {
  const { t } = useTranslation();
  const language = useLanguage();
  const chat = useChat();
  const panel = usePanel();
  const [words, setWords] = useState("");
  const onSearch = useCallback((next: string) => {
    setWords(next);
  }, []);
  const conversations = useApi.useQuery("get", "/api/conversations", {
    params: { query: { q: words, limit: FIRST } },
  });
  const answered = chat.exchanges.filter(({ state }) => state === "done").length;
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: ["get", "/api/conversations"] });
  }, [chat.id, answered]);
  return (
    <aside className={styles["column"]} aria-label={t("conversations.title")}>
      <SearchField label={t("conversations.search")} value={words} onSearch={onSearch} />
      <Loaded query={conversations}>
        {(found) => (
          <>
            {found.conversations.length === 0 && (
              <p className="quiet" {...(words ? { role: "status" } : {})}>
                {t(words ? "conversations.none_found" : "conversations.none")}
              </p>
            )}
            <ul className={styles["links"]}>
              {found.conversations.map((one) => (
                <li key={one.id}>
                  <Link
                    to="/c/$conversation"
                    params={{ conversation: one.id }}
                    className={styles["to"]}
                    aria-current={chat.id === one.id ? "page" : undefined}
                  >
                    <span>{one.title}</span>
                    <span className="quiet">{formatLately(one.changed_at, language)}</span>
                  </Link>
                </li>
              ))}
            </ul>
            {found.conversations.length > 0 && (
              <button
                type="button"
                className="quiet-button"
                onClick={() => {
                  panel.open({ type: "conversations" });
                }}
              >
                {t("conversations.manage")}
              </button>
            )}
          </>
        )}
      </Loaded>
    </aside>
  );
}
