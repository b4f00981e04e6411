import type { EChartsCoreOption, ECElementEvent } from "echarts/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useLanguage } from "../i18n/useLanguage";
import { type Colours, useColours } from "./useColours";
import styles from "./map.module.css";

interface ChartProps {
  /** What it shows, for those who do not see it; the numbers themselves stand in a table beside. */
  label: string;
  /** The same as long as what it draws is: another is drawn anew. */
  option: (colours: Colours) => EChartsCoreOption;
  onPick: (picked: ECElementEvent) => void;
  /** In rem. */
  height?: number;
}

/** A chart in the theme's colours; a click on a part of it opens what that counts. */
export function Chart({ label, option, onPick, height = 22 }: ChartProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const colours = useColours();
  const frame = useRef<HTMLDivElement>(null);
  const pick = useEffectEvent(onPick);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let over = false;
    let stop = (): void => undefined;
    void import("./echarts").then(
      ({ init }) => {
        if (over) return;
        const chart = init(element, null, { locale: language === "zh" ? "ZH" : "EN" });
        const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
        chart.setOption({
          animation: !still,
          textStyle: { fontFamily: colours.font, color: colours.ink },
          ...option(colours),
        });
        chart.on("click", (picked) => {
          pick(picked);
        });
        const observer = new ResizeObserver(() => {
          chart.resize();
        });
        observer.observe(element);
        stop = () => {
          observer.disconnect();
          chart.dispose();
        };
      },
      () => {
        if (!over) setFailed(true);
      },
    );
    return () => {
      over = true;
      stop();
    };
  }, [colours, language, option]);
  if (failed) return <p className="quiet">{t("map.no_chart")}</p>;
  return (
    <div
      ref={frame}
      role="img"
      aria-label={label}
      className={styles["chart"]}
      style={{ blockSize: `${height}rem` }}
    />
  );
}
