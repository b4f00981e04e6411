import { Link } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { useAsker } from "../asker/context";
import type { components } from "../api/schema";
import { nameIn, useNameOf } from "../i18n/names";
import { formatPercent } from "../i18n/numbers";
import { useLanguage } from "../i18n/useLanguage";
import { usePanel } from "../panel/context";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { Chart } from "./Chart";
import { CountButton } from "./CountButton";
import { bars } from "./options";
import { TopicLink } from "./TopicLink";
import { topicName } from "./topicName";
import type { Colours } from "./useColours";
import styles from "./map.module.css";

type SinglePoint = components["schemas"]["SinglePoint"];

const DRAWN = 12;

/** What one person carries, and nobody beside them: what is lost where they leave. */
export function CarriedPart() {
  const { t } = useTranslation();
  const query = useApi.useQuery("get", "/api/map/single-points");
  return (
    <Loaded query={query}>
      {({ single_points: points }) =>
        points.length === 0 ? (
          <Empty title={t("map.carried_none")}>{t("map.carried_none_hint")}</Empty>
        ) : (
          <Carried points={points} />
        )
      }
    </Loaded>
  );
}

function Carried({ points }: { points: readonly SinglePoint[] }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { open } = usePanel();
  const { me } = useAsker();
  const percent = useCallback(
    (share: number) => formatPercent(share, language),
    [language],
  );
  const drawn = points.slice(0, DRAWN);
  const option = useCallback(
    (colours: Colours) =>
      bars(
        points.slice(0, DRAWN).map((point) => ({
          name: `${nameOf(point.person)} · ${calledOf(point, language)}`,
          value: point.share,
          colour: point.left ? colours.warning : colours["chart-1"],
        })),
        colours,
        percent,
      ),
    [points, language, percent, nameOf],
  );
  return (
    <>
      <p className="quiet">{t("map.carried_hint")}</p>
      <Chart
        label={t("map.carried_label", { count: drawn.length })}
        option={option}
        height={Math.max(9, 2 * drawn.length + 1)}
        onPick={({ dataIndex }) => {
          const point = drawn[dataIndex];
          if (point) open({ type: "counted", path: pathOf(point) });
        }}
      />
      <div className="table-frame" tabIndex={0} role="group" aria-label={t("map.part.carried")}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("map.what")}</th>
              <th scope="col">{t("map.carrier")}</th>
              <th scope="col" className="number">
                {t("map.share")}
              </th>
              <th scope="col" className="number">
                {t("map.records")}
              </th>
              <th scope="col">{t("map.runner_up")}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={`${point.kind}:${point.topic_id || (point.customer?.id ?? "")}`}>
                <td>
                  <span className={styles["kind"]}>{t(`map.carried_kind.${point.kind}`)}</span>{" "}
                  {point.topic ? (
                    <TopicLink id={point.topic_id} name={point.topic} />
                  ) : (
                    point.customer && (
                      <Link
                        to="/customers/$id"
                        params={{ id: point.customer.id }}
                        className="link"
                      >
                        {nameOf(point.customer)}
                      </Link>
                    )
                  )}
                </td>
                <td>
                  <Link to="/people/$id" params={{ id: point.person.id }} className="link">
                    {nameOf(point.person)}
                  </Link>{" "}
                  {point.left && <span className="badge badge-warning">{t("map.left")}</span>}{" "}
                  {(me.actions.includes("see_coverage") || me.actions.includes("administer")) && (
                    <Link
                      to="/people/$id/handover"
                      params={{ id: point.person.id }}
                      className={styles["aside"]}
                      aria-label={t("map.handover_of", { name: nameOf(point.person) })}
                    >
                      {t("map.handover")}
                    </Link>
                  )}
                </td>
                <td className="number">{percent(point.share)}</td>
                <td className="number">
                  <CountButton
                    count={point.records.length}
                    of={calledOf(point, language)}
                    path={pathOf(point)}
                  />
                </td>
                <td>
                  {point.other ? (
                    <>
                      {nameOf(point.other)}{" "}
                      <span className="quiet">{percent(point.other_share)}</span>
                    </>
                  ) : (
                    <span className="quiet">{t("map.nobody_else")}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function calledOf({ topic, customer }: SinglePoint, language: "zh" | "en"): string {
  return topic ? topicName(topic, language) : customer ? nameIn(language, customer) : "";
}

function pathOf({ kind, topic_id, customer }: SinglePoint): string[] {
  return ["carried", kind, topic_id || (customer?.id ?? "")];
}
