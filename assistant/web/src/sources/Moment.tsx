import { useTranslation } from "react-i18next";

import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";

const AWAY: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
];
const LONGEST_SECONDS = 7 * 86_400;

/** A moment by how long ago it is (or how far off), and in full for whoever asks. */
export function Moment({ at }: { at: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const whole = formatMoment(at, language, "time");
  return (
    <time dateTime={at} title={whole}>
      {relative(at, language, t("sources.just_now")) ?? whole}
    </time>
  );
}

function relative(at: string, language: string, now: string): string | undefined {
  const seconds = (new Date(at).getTime() - Date.now()) / 1000;
  const away = Math.abs(seconds);
  if (Number.isNaN(away) || away > LONGEST_SECONDS) return undefined;
  if (away < 60) return now;
  const [unit, length] = [...AWAY].reverse().find(([, size]) => away >= size) ?? ["minute", 60];
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return format.format(Math.round(seconds / length), unit);
}
