import { useNavigate } from "@tanstack/react-router";
import { type SyntheticEvent, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../api/client";
import type { PersonRow } from "../api/types";
import { Icon } from "../icons/Icon";
import { Segments } from "../ui/Segments";
import { LIMIT_CHARACTERS, useTyped } from "../ui/useTyped";
import type { PeopleSearch } from "./routes";
import styles from "./search.module.css";

interface PeopleSearchBoxProps {
  search: PeopleSearch;
  change: (changed: PeopleSearch) => void;
}

/**
 * One box for both: names are looked for while one types; Enter goes to whom a whole name means, and asks
 * of anything else who knows about it. The switch below says which it is, and asks the same words the
 * other way.
 */
export function PeopleSearchBox({ search, change }: PeopleSearchBoxProps) {
  const { t } = useTranslation();
  const id = useId();
  const value = search.q ?? "";
  const byKnowledge = search.by === "knowledge";
  const navigate = useNavigate();
  const { words, type, sent } = useTyped(
    value,
    (named) => {
      change({ q: named || undefined });
    },
    !byKnowledge,
  );
  const go = (changed: PeopleSearch): void => {
    sent(changed.q ?? "");
    change(changed);
  };
  // Whoever writes on, or leaves, is not led away by an answer that comes late.
  const latest = useRef(0);
  useEffect(
    () => () => {
      latest.current += 1;
    },
    [],
  );
  const asked = words.trim();
  const ask = (): void => {
    if (asked) go({ q: asked, by: "knowledge" });
  };
  const enter = async (): Promise<void> => {
    latest.current += 1;
    const own = latest.current;
    const named = asked && !byKnowledge ? await namedExactly(asked) : [];
    if (own !== latest.current) return;
    const [only, another] = named;
    if (!only) ask();
    else if (another) go({ q: asked });
    else void navigate({ to: "/people/$id", params: { id: only.person.id } });
  };

  return (
    <form role="search" className={styles["search"]} onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        void enter();
      }}>
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
            latest.current += 1;
            type(event.target.value);
          }}
        />
        <button
          type="button"
          className="button button-primary"
          disabled={!asked}
          onClick={ask}
        >
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
          go({ q: asked || undefined, by: by === "knowledge" ? by : undefined });
        }}
      />
    </form>
  );
}

/** Those whose whole name these words are; nobody where the server cannot say. */
async function namedExactly(words: string): Promise<PersonRow[]> {
  const query = { search: words, presence: "all", limit: 5 } as const;
  try {
    const { data } = await api.GET("/api/people", { params: { query } });
    const people = data?.people ?? [];
    return people.filter(({ person }) =>
      [person.name, person.alternate_name].some((one) => one.toLowerCase() === words.toLowerCase()),
    );
  } catch {
    return [];
  }
}
