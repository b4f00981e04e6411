import { useTranslation } from "react-i18next";

import { formatCount } from "../i18n/numbers";
import { useLanguage } from "../i18n/useLanguage";
import { Progress } from "../ui/Progress";
import styles from "./sources.module.css";
import { shareOf, type SourceView, stateOf } from "./sourcing";

/** How far the sync of a source is, while it runs or waits; else why it stopped, where something is wrong. */
export function Reading({ view }: { view: SourceView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const state = stateOf(view);
  if (state === "queued") return <p className="quiet">{t("sources.waits")}</p>;
  if (state === "running") {
    const progress = view.progress;
    return (
      <div className={styles["reading"]}>
        <Progress label={t("sources.progress_of", { name: view.name })} share={shareOf(view)} />
        <p className="quiet">
          {progress
            ? t("sources.progress", {
                seen: formatCount(progress.seen, language),
                changed: formatCount(progress.changed, language),
                failed: formatCount(progress.failed, language),
              })
            : t("sources.begins")}
        </p>
      </div>
    );
  }
  if (state === "held") return <p className={styles["wrong"]}>{t("sources.held")}</p>;
  if (state === "failed" && view.error) {
    return (
      <p className={styles["wrong"]}>
        {t("sources.stopped", { fault: view.fault || t("sources.unknown_fault") })}
      </p>
    );
  }
  if (state === "interrupted") return <p className={styles["wrong"]}>{t("sources.interrupted")}</p>;
  return null;
}
