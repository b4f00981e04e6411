import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { components } from "../api/schema";
import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import { PersonLinks } from "../people/PersonLinks";
import { RecordButton } from "../source/RecordButton";
import { Loaded } from "../ui/Loaded";
import { Chart } from "./Chart";
import { CountButton } from "./CountButton";
import { NoTopics } from "./NoTopics";
import { bars } from "./options";
import { TopicLink } from "./TopicLink";
import { topicName } from "./topicName";
import type { Colours } from "./useColours";
import { useTopics } from "./useTopics";
import styles from "./map.module.css";

type MapTopic = components["schemas"]["MapTopic"];

const DRAWN = 15;

/** How old the newest of each topic is, and what nobody wrote about for long. */
export function FreshnessPart() {
  const { t } = useTranslation();
  const topics = useTopics();
  const stale = useApi.useQuery("get", "/api/map/stale");
  return (
    <>
      <section className={styles["section"]} aria-labelledby="map-stale">
        <h2 id="map-stale" className={styles["heading"]}>
          {t("map.stale")}
        </h2>
        <Loaded query={stale}>
          {({ stale: old }) =>
            old.length === 0 ? <p className="quiet">{t("map.stale_none")}</p> : <Stale old={old} />
          }
        </Loaded>
      </section>
      <section className={styles["section"]} aria-labelledby="map-ages">
        <h2 id="map-ages" className={styles["heading"]}>
          {t("map.ages")}
        </h2>
        <Loaded query={topics}>
          {({ topics: all }) => (all.length === 0 ? <NoTopics /> : <Ages topics={all} />)}
        </Loaded>
      </section>
    </>
  );
}

function Stale({ old }: { old: readonly components["schemas"]["StaleTopic"][] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="table-frame" tabIndex={0} role="group" aria-label={t("map.stale")}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("map.topic")}</th>
            <th scope="col" className="number">
              {t("map.age")}
            </th>
            <th scope="col">{t("map.newest")}</th>
            <th scope="col" className="number">
              {t("map.records")}
            </th>
            <th scope="col">{t("map.could_say")}</th>
          </tr>
        </thead>
        <tbody>
          {old.map((one) => (
            <tr key={one.topic_id}>
              <td>
                <TopicLink id={one.topic_id} name={one.name} />
              </td>
              <td className="number">{t("map.days", { count: one.age_days })}</td>
              <td>
                <RecordButton record={one.newest} />{" "}
                <span className="quiet">{formatMoment(one.newest_at, language, "short")}</span>
              </td>
              <td className="number">
                <CountButton
                  count={one.record_count}
                  of={topicName(one.name, language)}
                  path={["topic", one.topic_id, "all"]}
                />
              </td>
              <td>
                <PersonLinks people={one.people} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Ages({ topics }: { topics: readonly MapTopic[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const oldest = useMemo(
    () =>
      topics
        .filter((topic) => topic.age_days !== null)
        .sort((a, b) => (b.age_days ?? 0) - (a.age_days ?? 0))
        .slice(0, DRAWN),
    [topics],
  );
  const option = useCallback(
    (colours: Colours) =>
      bars(
        oldest.map((topic) => ({
          name: topicName(topic.name, language),
          value: topic.age_days ?? 0,
          colour: topic.stale ? colours.warning : colours["chart-2"],
        })),
        colours,
        (days) => t("map.days", { count: days }),
      ),
    [oldest, language, t],
  );
  return (
    <>
      <p className="quiet">{t("map.ages_hint", { count: oldest.length })}</p>
      <Chart
        label={t("map.ages")}
        option={option}
        height={2 * oldest.length + 2}
        onPick={({ dataIndex }) => {
          const topic = oldest[dataIndex];
          if (topic) void navigate({ to: "/map/topics/$id", params: { id: topic.topic_id } });
        }}
      />
      <ol className={styles["plain"]}>
        {oldest.map((topic) => (
          <li key={topic.topic_id}>
            <TopicLink id={topic.topic_id} name={topic.name} />{" "}
            <span className="quiet">{t("map.days", { count: topic.age_days ?? 0 })}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
