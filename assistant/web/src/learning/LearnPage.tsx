import { getRouteApi, Link } from "@tanstack/react-router";
import { type SyntheticEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { Page } from "../ui/Page";
import { Beginnings } from "./Beginnings";
import { Path } from "./Path";
import type { LearnSearch } from "./routes";
import styles from "./learn.module.css";

const LIMIT_CHARACTERS = 200;
const route = getRouteApi("/learn");

/** What to read first about a topic, a customer or one's own work, and whom to meet. */
export function LearnPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (chosen: LearnSearch): void => {
    void navigate({ search: { q: chosen.q, kind: chosen.kind } });
  };
  return (
    <Page
      title={t("learn.title")}
      lead={t("learn.lead")}
      actions={
        <Link to="/projects" className="button">
          <Icon name="projects" /> {t("project.title")}
        </Link>
      }
    >
      <Asking key={search.q ?? ""} words={search.q ?? ""} choose={choose} />
      {search.q ? (
        <Path asked={search.q} kind={search.kind} choose={choose} />
      ) : (
        <Beginnings choose={choose} />
      )}
    </Page>
  );
}

interface AskingProps {
  words: string;
  choose: (chosen: LearnSearch) => void;
}

function Asking({ words: asked, choose }: AskingProps) {
  const { t } = useTranslation();
  const id = useId();
  const [words, setWords] = useState(asked);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (words.trim()) choose({ q: words.trim() });
  };
  return (
    <form role="search" className={styles["asking"]} onSubmit={submit}>
      <label htmlFor={id} className="unseen">
        {t("learn.ask")}
      </label>
      <input
        id={id}
        type="search"
        className={styles["input"]}
        placeholder={t("learn.ask")}
        maxLength={LIMIT_CHARACTERS}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
        }}
      />
      <button type="submit" className="button button-primary" disabled={!words.trim()}>
        {t("learn.go")}
      </button>
    </form>
  );
}
