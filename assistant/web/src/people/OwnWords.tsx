import { type SyntheticEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { PersonPage } from "../api/types";
import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import type { Say } from "./PersonTopics";
import styles from "./topics.module.css";

const LONGEST = 60;

interface OwnWordsProps {
  declared: PersonPage["declared"];
  own: boolean;
  say: Say;
  pending: boolean;
}

/** What somebody says in their own words that they know; of oneself, to add to and take back. */
export function OwnWords({ declared, own, say, pending }: OwnWordsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const id = useId();
  const [words, setWords] = useState("");
  if (!own && declared.length === 0) return null;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!words.trim()) return;
    say(words.trim(), "confirm");
    setWords("");
  };
  return (
    <div className={styles["own"]}>
      <p className="label">{t("person_page.own_words")}</p>
      <ul className="chips">
        {declared.map((one) => (
          <li
            key={one.words}
            className={styles["said"]}
            title={formatMoment(one.said_at, language)}
          >
            {one.words}
            {own && (
              <button
                type="button"
                className="link"
                disabled={pending}
                aria-label={t("person_page.take_back_of", { words: one.words })}
                onClick={() => {
                  say(one.words, "withdraw");
                }}
              >
                {t("person_page.take_back")}
              </button>
            )}
          </li>
        ))}
      </ul>
      {own && (
        <form className={styles["form"]} onSubmit={submit}>
          <label htmlFor={id} className="unseen">
            {t("person_page.say_label")}
          </label>
          <input
            id={id}
            className={styles["input"]}
            maxLength={LONGEST}
            placeholder={t("person_page.say_label")}
            value={words}
            onChange={(event) => {
              setWords(event.target.value);
            }}
          />
          <button type="submit" className="button" disabled={pending || !words.trim()}>
            {t("person_page.say")}
          </button>
        </form>
      )}
    </div>
  );
}
