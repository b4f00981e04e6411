import { useTranslation } from "react-i18next";

import { formatCount } from "../i18n/numbers";
import { useLanguage } from "../i18n/useLanguage";
import { Moment } from "./Moment";
import { Schedule } from "./Schedule";
import styles from "./sources.module.css";
import type { SourceView } from "./sourcing";

/** What is held of a source, and when it was and will be read. */
export function SourceFacts({ view }: { view: SourceView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <dl className={styles["facts"]}>
      <div>
        <dt>{t("sources.fact.records")}</dt>
        <dd className={styles["figure"]}>{formatCount(view.records, language)}</dd>
      </div>
      <div>
        <dt>{t("sources.fact.chunks")}</dt>
        <dd className={styles["figure"]}>{formatCount(view.chunks, language)}</dd>
      </div>
      <div>
        <dt>{t("sources.fact.failures")}</dt>
        <dd className={styles["figure"]}>{formatCount(view.failures, language)}</dd>
      </div>
      <div>
        <dt>{t("sources.fact.last")}</dt>
        <dd>
          {view.last_started_at ? <Moment at={view.last_started_at} /> : t("sources.state.never")}
        </dd>
      </div>
      <div>
        <dt>{t("sources.fact.schedule")}</dt>
        <dd>
          <Schedule expression={view.schedule} next={view.next_at} />
        </dd>
      </div>
    </dl>
  );
}
