import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { components } from "../api/schema";
import { formatMoment } from "../i18n/dates";
import { useNameOf } from "../i18n/names";
import { useLanguage } from "../i18n/useLanguage";
import { Loaded } from "../ui/Loaded";
import { Chart } from "./Chart";
import { CountButton } from "./CountButton";
import { Growth } from "./Growth";
import { tiles } from "./options";
import { NoTopics } from "./NoTopics";
import { TopicLink } from "./TopicLink";
import { topicName } from "./topicName";
import type { Colours } from "./useColours";
import { useTopics } from "./useTopics";
import styles from "./map.module.css";

type MapTopic = components["schemas"]["MapTopic"];

/** What there is most of: topics as large as the records that they have. */
export function TopicsPart() {
  const query = useTopics();
  return (
    <Loaded query={query}>
      {({ topics }) => (topics.length === 0 ? <NoTopics /> : <Topics topics={topics} />)}
    </Loaded>
  );
}

function Topics({ topics }: { topics: readonly MapTopic[] }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const navigate = useNavigate();
  const option = useCallback(
    (colours: Colours) =>
      tiles(
        topics.map((topic) => ({
          id: topic.topic_id,
          name: topicName(topic.name, language),
          value: topic.record_count,
          colour: colours[wayOf(topic)],
        })),
        colours,
      ),
    [topics, language],
  );
  return (
    <>
      <p className={styles["legend"]}>
        {t("map.tiles")}
        <span className={styles["key"]} data-way="up">
          {t("map.grows")}
        </span>
        <span className={styles["key"]} data-way="level">
          {t("map.level")}
        </span>
        <span className={styles["key"]} data-way="down">
          {t("map.shrinks")}
        </span>
      </p>
      <Chart
        label={t("map.tiles_label", { count: topics.length })}
        option={option}
        height={26}
        onPick={({ data }) => {
          const { id } = data as { id?: string };
          if (id) void navigate({ to: "/map/topics/$id", params: { id } });
        }}
      />
      <div className="table-frame" tabIndex={0} role="group" aria-label={t("map.part.topics")}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("map.topic")}</th>
              <th scope="col" className="number">
                {t("map.records")}
              </th>
              <th scope="col" className="number">
                {t("map.growth")}
              </th>
              <th scope="col">{t("map.newest")}</th>
              <th scope="col" className="number">
                {t("map.cited")}
              </th>
              <th scope="col">{t("map.people")}</th>
            </tr>
          </thead>
          <tbody>
            {topics.map((topic) => (
              <tr key={topic.topic_id}>
                <td>
                  <TopicLink id={topic.topic_id} name={topic.name} />
                </td>
                <td className="number">
                  <CountButton
                    count={topic.record_count}
                    of={topicName(topic.name, language)}
                    path={["topic", topic.topic_id, "all"]}
                  />
                </td>
                <td className="number">
                  <Growth growth={topic.growth} recent={topic.recent} />
                </td>
                <td className={styles["when"]}>
                  {topic.newest_at ? formatMoment(topic.newest_at, language, "short") : ""}
                </td>
                <td className="number">
                  <CountButton
                    count={topic.cited}
                    of={topicName(topic.name, language)}
                    path={["topic", topic.topic_id, "cited"]}
                  />
                </td>
                <td>
                  {topic.people
                    .slice(0, 3)
                    .map(({ person }) => nameOf(person))
                    .join(t("list.comma"))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function wayOf({ growth, recent }: MapTopic): "chart-1" | "chart-2" | "chart-3" {
  if (growth === null) return recent > 0 ? "chart-1" : "chart-2";
  return growth > 0 ? "chart-1" : growth < 0 ? "chart-3" : "chart-2";
}
