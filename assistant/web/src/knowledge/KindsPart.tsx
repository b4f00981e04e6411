import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { components } from "../api/schema";
import { useLanguage } from "../i18n/useLanguage";
import { usePanel } from "../panel/context";
import { Loaded } from "../ui/Loaded";
import { Chart } from "./Chart";
import { CountButton } from "./CountButton";
import { NoTopics } from "./NoTopics";
import { bars } from "./options";
import { seriesColours, type Colours } from "./useColours";
import { useTopics } from "./useTopics";

type KnowledgeCount = components["schemas"]["KnowledgeCount"];

/** How much there is of each kind of customer knowledge. */
export function KindsPart() {
  const query = useTopics();
  return (
    <Loaded query={query}>
      {({ knowledge }) =>
        knowledge.every(({ record_count }) => record_count === 0) ? (
          <NoTopics />
        ) : (
          <Kinds kinds={knowledge} />
        )
      }
    </Loaded>
  );
}

function Kinds({ kinds }: { kinds: readonly KnowledgeCount[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { open } = usePanel();
  const option = useCallback(
    (colours: Colours) =>
      bars(
        kinds.map((one, index) => ({
          name: one[language],
          value: one.record_count,
          colour: seriesColours(colours)[index] ?? colours["chart-1"],
        })),
        colours,
      ),
    [kinds, language],
  );
  return (
    <>
      <p className="quiet">{t("map.kinds_hint")}</p>
      <Chart
        label={t("map.part.kinds")}
        option={option}
        height={2.6 * kinds.length + 1}
        onPick={({ dataIndex }) => {
          const kind = kinds[dataIndex];
          if (kind) open({ type: "counted", path: ["knowledge", kind.knowledge] });
        }}
      />
      <div className="table-frame" tabIndex={0} role="group" aria-label={t("map.part.kinds")}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("map.kind")}</th>
              <th scope="col">{t("map.means")}</th>
              <th scope="col" className="number">
                {t("map.records")}
              </th>
            </tr>
          </thead>
          <tbody>
            {kinds.map((one) => (
              <tr key={one.knowledge}>
                <th scope="row">{one[language]}</th>
                <td className="quiet">{t(`map.kind_means.${one.knowledge}`)}</td>
                <td className="number">
                  <CountButton
                    count={one.record_count}
                    of={one[language]}
                    path={["knowledge", one.knowledge]}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
