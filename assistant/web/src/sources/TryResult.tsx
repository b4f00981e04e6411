import { useTranslation } from "react-i18next";

import type { Kind } from "../api/types";
import { formatCount } from "../i18n/numbers";
import { useLanguage } from "../i18n/useLanguage";
import { reasonOf } from "./reasons";
import styles from "./sources.module.css";
import type { Tried } from "./sourcing";

/** What came of trying a source: how much is there, or what stands in the way. */
export function TryResult({ tried }: { tried: Tried }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const well = tried.outcome === "ok";
  const counts = Object.entries(tried.counts);
  const failed = Object.entries(tried.failed);
  return (
    <section className={styles["tried"]} data-well={well} aria-label={t("sources.tried")}>
      <h3>{t(`sources.outcome.${tried.outcome}`)}</h3>
      {counts.length > 0 && (
        <p>
          {t(tried.more ? "sources.among_first" : "sources.found")}{" "}
          {counts
            .map(([kind, count]) => `${t(`kind.${kind as Kind}`)} ${formatCount(count, language)}`)
            .join(t("list.comma"))}
        </p>
      )}
      {failed.length > 0 && (
        <p>
          {t("sources.not_readable")}{" "}
          {failed
            .map(
              ([reason, count]) =>
                `${t(`sources.reason.${reasonOf(reason)}`)} ${formatCount(count, language)}`,
            )
            .join(t("list.comma"))}
        </p>
      )}
      {tried.message && (
        <p className={styles["said"]} lang="en">
          {tried.message}
        </p>
      )}
    </section>
  );
}
