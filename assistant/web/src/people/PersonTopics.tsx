import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { kindOf } from "../api/errors";
import type { PersonPage } from "../api/types";
import { formatPercent } from "../i18n/numbers";
import { said } from "../i18n/said";
import { useLanguage } from "../i18n/useLanguage";
import { Icon } from "../icons/Icon";
import { TopicLink } from "../knowledge/TopicLink";
import { RecordLinks } from "../source/RecordLinks";
import { Part } from "../ui/Part";
import { Share } from "../ui/Share";
import { OwnWords } from "./OwnWords";
import styles from "./topics.module.css";

export type Say = (topic: string, word: "hide" | "confirm" | "withdraw") => void;

/** What somebody knows, with the records that show it; of oneself, what is to be said of it. */
export function PersonTopics({ page, own }: { page: PersonPage; own: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const saying = useApi.useMutation("post", "/api/me/topics", {
    onSettled: () => client.invalidateQueries({ queryKey: ["get", "/api/people/{person_id}"] }),
  });
  const say: Say = (topic, word) => {
    if (!saying.isPending) saying.mutate({ body: { topic, say: word } });
  };
  const { topics, declared, hidden } = page;
  if (!own && topics.length === 0 && declared.length === 0) return null;
  return (
    <Part
      title={t("person_page.topics")}
      lead={own ? t("person_page.topics_own") : t("person_page.topics_lead")}
    >
      {own && topics.length === 0 && <p className="quiet">{t("person_page.topics_none")}</p>}
      <ul className={styles["topics"]}>
        {topics.map((topic) => {
          const name = said(topic.name, language);
          return (
            <li key={topic.topic_id} className={styles["topic"]}>
              <div className={styles["head"]}>
                <h3 className={styles["name"]}>
                  <TopicLink id={topic.topic_id} name={topic.name} />
                </h3>
                {topic.confirmed && (
                  <span className="badge badge-good">
                    <Icon name="check" /> {t("person_page.confirmed")}
                  </span>
                )}
              </div>
              <p className={styles["measure"]}>
                <Share share={topic.share} />
                <span>
                  {t("person_page.topic_share", {
                    count: topic.record_count,
                    share: formatPercent(topic.share, language),
                  })}
                </span>
              </p>
              <RecordLinks records={topic.records} count={topic.record_count} />
              {own && (
                <div className={styles["say"]}>
                  <button
                    type="button"
                    className="quiet-button"
                    disabled={saying.isPending}
                    aria-label={t(
                      topic.confirmed ? "person_page.unconfirm_of" : "person_page.confirm_of",
                      { name },
                    )}
                    onClick={() => {
                      say(topic.topic_id, topic.confirmed ? "withdraw" : "confirm");
                    }}
                  >
                    {t(topic.confirmed ? "person_page.unconfirm" : "person_page.confirm")}
                  </button>
                  <button
                    type="button"
                    className="quiet-button"
                    disabled={saying.isPending}
                    aria-label={t("person_page.hide_of", { name })}
                    onClick={() => {
                      say(topic.topic_id, "hide");
                    }}
                  >
                    {t("person_page.hide")}
                  </button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      <OwnWords declared={declared} own={own} say={say} pending={saying.isPending} />
      {own && hidden.length > 0 && (
        <div className={styles["hidden"]}>
          <p className="label">{t("person_page.hidden")}</p>
          <ul className="chips">
            {hidden.map(({ topic_id, name }) => (
              <li key={topic_id} className={styles["said"]}>
                {said(name, language)}
                <button
                  type="button"
                  className="link"
                  disabled={saying.isPending}
                  aria-label={t("person_page.show_again_of", { name: said(name, language) })}
                  onClick={() => {
                    say(topic_id, "withdraw");
                  }}
                >
                  {t("person_page.show_again")}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p role="alert" className={styles["failed"]}>
        {saying.isError &&
          (kindOf(saying.error) === "refused"
            ? t("person_page.refused")
            : t(`failure.${kindOf(saying.error)}.hint`))}
      </p>
    </Part>
  );
}
