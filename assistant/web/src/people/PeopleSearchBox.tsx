import { type SyntheticEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { Segments } from "../ui/Segments";
import type { PeopleSearch } from "./routes";
import styles from "./search.module.css";

const PAUSE_MS = 250;
const LIMIT_CHARACTERS = 200;

interface PeopleSearchBoxProps {
  search: PeopleSearch;
  change: (changed: PeopleSearch) => void;
}

/**
 * One box for both: names are looked for while one types; Enter asks who knows about the words. The
 * switch below says which it is, and asks the same words the other way.
 */
export function PeopleSearchBox({ search, change }: PeopleSearchBoxProps) {
  const { t } = useTranslation();
  const id = useId();
  const value = search.q ?? "";
  const byKnowledge = search.by === "knowledge";
  const [typed, setTyped] = useState({ of: value, words: value });
  // Another address (back, a link) has the last word.
  const words = typed.of === value ? typed.words : value;

  useEffect(() => {
    if (byKnowledge || words.trim() === value) return undefined;
    const timer = window.setTimeout(() => {
      change({ q: words.trim() || undefined });
    }, PAUSE_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [words, value, byKnowledge, change]);

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (words.trim()) change({ q: words.trim(), by: "knowledge" });
  };

  return (
    <form role="search" className={styles["search"]} onSubmit={submit}>
      <div className={styles["box"]}>
        <label htmlFor={id} className="unseen">
          {t("people.search")}
        </label>
        <Icon name="search" />
        <input
          id={id}
          type="search"
          className={styles["input"]}
          placeholder={t("people.search")}
          maxLength={LIMIT_CHARACTERS}
          autoComplete="off"
          value={words}
          onChange={(event) => {
            setTyped({ of: value, words: event.target.value });
          }}
        />
        <button type="submit" className="button button-primary" disabled={!words.trim()}>
          {t("people.who_knows")}
        </button>
      </div>
      <Segments
        label={t("people.by")}
        value={byKnowledge ? "knowledge" : "name"}
        segments={[
          { value: "name", words: t("people.by_name") },
          { value: "knowledge", words: t("people.by_knowledge") },
        ]}
        onChoose={(by) => {
          change({ q: words.trim() || undefined, by: by === "knowledge" ? by : undefined });
        }}
      />
    </form>
  );
}
