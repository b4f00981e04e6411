import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { formatCount } from "../i18n/numbers";
import { useLanguage } from "../i18n/useLanguage";
import { KindName } from "./KindName";
import { Moment } from "./Moment";
import { Reading } from "./Reading";
import { Schedule } from "./Schedule";
import { SourceSteps } from "./SourceSteps";
import { StateBadge } from "./StateBadge";
import styles from "./sources.module.css";
import type { SourceView } from "./sourcing";

/** One source in the list: how it stands, and what one can do with it at once. */
export function SourceCard({ view }: { view: SourceView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <li className={styles["card"]}>
      <div className={styles["head"]}>
        <h2 className={styles["name"]}>
          <Link to="/admin/sources/$name" params={{ name: view.name }} className="link">
            {view.name}
          </Link>
        </h2>
        <KindName kind={view.kind} />
        <StateBadge view={view} />
      </div>
      <Reading view={view} />
      <p className={styles["line"]}>
        <span>{t("sources.records", { count: view.records, number: formatCount(view.records, language) })}</span>
        {view.failures > 0 && (
          <Link
            to="/admin/sources/$name"
            params={{ name: view.name }}
            hash="failures"
            className={styles["failed"]}
          >
            {t("sources.failures", { count: view.failures, number: formatCount(view.failures, language) })}
          </Link>
        )}
        {view.last_finished_at && (
          <span>
            {t("sources.read_at")} <Moment at={view.last_finished_at} />
          </span>
        )}
        <Schedule expression={view.schedule} next={view.next_at} />
      </p>
      <SourceSteps view={view} />
    </li>
  );
}
