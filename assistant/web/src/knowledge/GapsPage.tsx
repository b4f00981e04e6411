import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { components } from "../api/schema";
import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import { PersonLinks } from "../people/PersonLinks";
import { RecordButton } from "../source/RecordButton";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { Chart } from "./Chart";
import { MapFrame } from "./MapFrame";
import { bars } from "./options";
import { TopicLink } from "./TopicLink";
import { topicName } from "./topicName";
import type { Colours } from "./useColours";
import styles from "./map.module.css";

type Gap = components["schemas"]["Gap"];

/** What several colleagues asked and nothing answered; nobody's wording is told. */
export function GapsPage() {
  const { t } = useTranslation();
  const query = useApi.useQuery("get", "/api/gaps");
  return (
    <MapFrame csv="/api/gaps/csv">
      <Loaded query={query}>
        {({ gaps }) =>
          gaps.length === 0 ? (
            <Empty title={t("gap.none")}>{t("gap.none_hint")}</Empty>
          ) : (
            <Gaps gaps={gaps} />
          )
        }
      </Loaded>
    </MapFrame>
  );
}

function Gaps({ gaps }: { gaps: readonly Gap[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const option = useCallback(
    (colours: Colours) =>
      bars(
        gaps.map((gap) => ({
          name: topicName(gap.name, language),
          value: gap.people_count,
          colour: colours["chart-3"],
        })),
        colours,
        (count) => t("gap.people", { count }),
      ),
    [gaps, language, t],
  );
  return (
    <>
      <p className="quiet">{t("gap.hint")}</p>
      <Chart
        label={t("map.part.gaps")}
        option={option}
        height={2 * gaps.length + 2}
        onPick={({ dataIndex }) => {
          const gap = gaps[dataIndex];
          document.getElementById(`gap-${gap?.topic_id ?? ""}`)?.scrollIntoView();
        }}
      />
      <ul className={styles["cards"]}>
        {gaps.map((gap) => (
          <li key={gap.topic_id} id={`gap-${gap.topic_id}`} className="card">
            <h2 className={styles["heading"]}>
              <TopicLink id={gap.topic_id} name={gap.name} />
            </h2>
            <p className={styles["pair"]}>
              <span>{t("gap.people", { count: gap.people_count })}</span>
              <span>{t("gap.questions", { count: gap.question_count })}</span>
              <span>
                {t("gap.last", { date: formatMoment(gap.last_at, language, "short") })}
              </span>
            </p>
            {gap.words.length > 0 && (
              <p>
                {t("gap.words")} {gap.words.join(t("list.comma"))}
              </p>
            )}
            {gap.nearest.length > 0 && (
              <p>
                {t("gap.nearest")}{" "}
                {gap.nearest.map((record) => (
                  <span key={record.record_id}>
                    <RecordButton record={record} />{" "}
                  </span>
                ))}
              </p>
            )}
            {gap.people.length > 0 && (
              <p>
                {t("gap.ask")} <PersonLinks people={gap.people} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
