import { useTranslation } from "react-i18next";

import type { AnswerTable } from "../api/types";
import { useMedia } from "../style/useMedia";
import { barsOf, BAR_HEIGHT, NARROW_WIDTH, WIDTH } from "./bars";
import styles from "./table.module.css";

const NARROW = "(max-width: 36rem)";

/** The numbers as bars. The table below says the same in words, so a screen reader is told only that. */
export function CountChart({ table }: { table: AnswerTable }) {
  const { t } = useTranslation();
  const width = useMedia(NARROW) ? NARROW_WIDTH : WIDTH;
  const bars = barsOf(table, width);
  if (bars.length < 2) return null;
  const height = bars.length * BAR_HEIGHT;
  return (
    <svg
      className={styles["chart"]}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      role="img"
      aria-label={t("table.chart", { caption: table.caption })}
    >
      {bars.map((bar, at) => (
        <g key={at} transform={`translate(0 ${String(at * BAR_HEIGHT)})`}>
          <text x={bar.left - 6} y={13} textAnchor="end">
            {bar.label}
          </text>
          <rect x={bar.left} y={3} width={bar.width} height={BAR_HEIGHT - 6} rx={2} />
          <text x={bar.left + bar.width + 5} y={13} className={styles["value"]}>
            {bar.value}
          </text>
        </g>
      ))}
    </svg>
  );
}
