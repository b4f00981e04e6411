import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { components } from "../api/schema";
import { formatMoment } from "../i18n/dates";
import { useNameOf } from "../i18n/names";
import { useLanguage } from "../i18n/useLanguage";
import { usePanel } from "../panel/context";
import { QuoteButton } from "../source/QuoteButton";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { Chart } from "./Chart";
import { CountButton } from "./CountButton";
import { stackedColumns } from "./options";
import { TopicLink } from "./TopicLink";
import { topicName } from "./topicName";
import type { Colours } from "./useColours";
import styles from "./map.module.css";

type ComplaintTopic = components["schemas"]["ComplaintTopic"];

const DRAWN = 6;
const QUARTERS = 10;
const QUOTES = 2;

/** What customers complain of, by topic and time, in their words. */
export function ComplaintsPart() {
  const { t } = useTranslation();
  const query = useApi.useQuery("get", "/api/map/complaints");
  return (
    <Loaded query={query}>
      {({ complaints }) =>
        complaints.length === 0 ? (
          <Empty title={t("map.complaints_none")}>{t("map.complaints_none_hint")}</Empty>
        ) : (
          <Complaints topics={complaints} />
        )
      }
    </Loaded>
  );
}

function Complaints({ topics }: { topics: readonly ComplaintTopic[] }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { open } = usePanel();
  const drawn = topics.slice(0, DRAWN);
  const quarters = useMemo(
    () =>
      [
        ...new Set(
          topics.slice(0, DRAWN).flatMap((one) => one.quarters.map(({ name }) => name)),
        ),
      ]
        .sort()
        .slice(-QUARTERS),
    [topics],
  );
  const option = useCallback(
    (colours: Colours) =>
      stackedColumns(
        quarters,
        topics.slice(0, DRAWN).map((one) => ({
          name: topicName(one.name, language),
          values: quarters.map(
            (quarter) =>
              one.quarters.find(({ name }) => name === quarter)?.record_count ?? 0,
          ),
        })),
        colours,
      ),
    [topics, quarters, language],
  );
  return (
    <>
      <p className="quiet">{t("map.complaints_hint")}</p>
      <Chart
        label={t("map.complaints_label", { count: drawn.length })}
        option={option}
        onPick={({ seriesIndex, name }) => {
          const topic = drawn[seriesIndex ?? 0];
          if (topic) open({ type: "counted", path: ["complaints", topic.topic_id, name] });
        }}
      />
      <ul className={styles["cards"]}>
        {topics.map((one) => {
          const of = topicName(one.name, language);
          return (
            <li key={one.topic_id} className="card">
              <h2 className={styles["heading"]}>
                <TopicLink id={one.topic_id} name={one.name} />
                {one.rising && <span className="badge badge-warning">{t("map.rising")}</span>}
              </h2>
              <p className={styles["pair"]}>
                <span>
                  {t("map.recent")}{" "}
                  <CountButton
                    count={one.recent}
                    of={of}
                    path={["complaints", one.topic_id, "recent"]}
                  />
                </span>
                <span>
                  {t("map.earlier")}{" "}
                  <CountButton
                    count={one.earlier}
                    of={of}
                    path={["complaints", one.topic_id, "earlier"]}
                  />
                </span>
              </p>
              {one.quotes.slice(0, QUOTES).map((quote) => (
                <div key={`${quote.record_id}:${quote.start}`} className={styles["said"]}>
                  <QuoteButton
                    recordId={quote.record_id}
                    version={quote.version}
                    title={quote.title}
                    quote={quote.quote}
                    start={quote.start}
                    end={quote.end}
                  />
                  <p className="quiet">
                    {[
                      formatMoment(quote.occurred_at, language, "short"),
                      ...quote.customers.map(nameOf),
                    ].join(" · ")}
                  </p>
                </div>
              ))}
            </li>
          );
        })}
      </ul>
    </>
  );
}
