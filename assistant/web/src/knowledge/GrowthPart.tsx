import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { components } from "../api/schema";
import { useLanguage } from "../i18n/useLanguage";
import { usePanel } from "../panel/context";
import { Loaded } from "../ui/Loaded";
import { Chart } from "./Chart";
import { CountButton } from "./CountButton";
import { Growth } from "./Growth";
import { NoTopics } from "./NoTopics";
import { stackedColumns } from "./options";
import { countsIn, quartersOf } from "./quarters";
import { TopicLink } from "./TopicLink";
import { topicName } from "./topicName";
import type { Colours } from "./useColours";
import { useTopics } from "./useTopics";

type MapTopic = components["schemas"]["MapTopic"];

const DRAWN = 6;
const QUARTERS = 10;

/** What grows: records by quarter, and the last period against the one before. */
export function GrowthPart() {
  const query = useTopics();
  return (
    <Loaded query={query}>
      {({ topics }) => (topics.length === 0 ? <NoTopics /> : <Growing topics={topics} />)}
    </Loaded>
  );
}

function Growing({ topics }: { topics: readonly MapTopic[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { open } = usePanel();
  const quarters = useMemo(() => quartersOf(topics).slice(-QUARTERS), [topics]);
  const drawn = useMemo(
    () => [...topics].sort((a, b) => b.recent - a.recent).slice(0, DRAWN),
    [topics],
  );
  const option = useCallback(
    (colours: Colours) =>
      stackedColumns(
        quarters,
        drawn.map((topic) => ({
          name: topicName(topic.name, language),
          values: countsIn(topic, quarters),
        })),
        colours,
      ),
    [quarters, drawn, language],
  );
  const sorted = [...topics].sort(
    (a, b) => b.recent - b.earlier - (a.recent - a.earlier) || b.recent - a.recent,
  );
  return (
    <>
      <p className="quiet">{t("map.growth_hint")}</p>
      <Chart
        label={t("map.growth_label", { count: drawn.length })}
        option={option}
        onPick={({ seriesIndex, name }) => {
          const topic = drawn[seriesIndex ?? 0];
          if (topic) open({ type: "counted", path: ["topic", topic.topic_id, `quarter:${name}`] });
        }}
      />
      <div className="table-frame" tabIndex={0} role="group" aria-label={t("map.part.growth")}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("map.topic")}</th>
              <th scope="col" className="number">
                {t("map.recent")}
              </th>
              <th scope="col" className="number">
                {t("map.earlier")}
              </th>
              <th scope="col" className="number">
                {t("map.growth")}
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((topic) => {
              const of = topicName(topic.name, language);
              return (
                <tr key={topic.topic_id}>
                  <td>
                    <TopicLink id={topic.topic_id} name={topic.name} />
                  </td>
                  <td className="number">
                    <CountButton
                      count={topic.recent}
                      of={of}
                      path={["topic", topic.topic_id, "recent"]}
                    />
                  </td>
                  <td className="number">
                    <CountButton
                      count={topic.earlier}
                      of={of}
                      path={["topic", topic.topic_id, "earlier"]}
                    />
                  </td>
                  <td className="number">
                    <Growth growth={topic.growth} recent={topic.recent} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
