import { useTranslation } from "react-i18next";

import type { HandoverPack } from "../../api/types";
import { CustomerChips } from "../../customers/CustomerChips";
import { formatMoment } from "../../i18n/dates";
import { formatPercent } from "../../i18n/numbers";
import { said } from "../../i18n/said";
import { useLanguage } from "../../i18n/useLanguage";
import { ProjectLine } from "../../projects/ProjectLine";
import { RecordLinks } from "../../source/RecordLinks";
import { Empty } from "../../ui/Empty";
import { Part } from "../../ui/Part";
import { PersonLine } from "../PersonLine";
import { OpenItems } from "./OpenItems";
import { Successors } from "./Successors";
import styles from "./handover.module.css";

/** The parts of a pack, those that something stands in. */
export function Pack({ pack }: { pack: HandoverPack }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const nothing =
    pack.customers.length +
      pack.open_items.length +
      pack.projects.length +
      pack.topics.length +
      pack.written.length ===
    0;
  if (nothing) return <Empty title={t("handover.nothing")}>{t("handover.nothing_hint")}</Empty>;
  return (
    <>
      {pack.take_over.length > 0 && (
        <Part title={t("handover.take_over")} lead={t("handover.take_over_lead")}>
          <ul className={styles["tiles"]}>
            {pack.take_over.map(({ person, why }) => (
              <li key={person.id} className={styles["tile"]}>
                <PersonLine person={person}>
                  <p className="quiet">{said(why, language)}</p>
                </PersonLine>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {pack.to_write.length > 0 && (
        <Part
          title={t("handover.to_write")}
          count={pack.to_write.length}
          lead={t("handover.to_write_lead")}
        >
          <ul className={styles["items"]}>
            {pack.to_write.map((one) => (
              <li key={one.title.zh} className={styles["urgent"]}>
                <h3 className={styles["name"]}>{said(one.title, language)}</h3>
                <p className="quiet">{said(one.why, language)}</p>
                <RecordLinks records={one.records} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      <OpenItems items={pack.open_items} />
      {pack.customers.length > 0 && (
        <Part title={t("handover.customers")} count={pack.customers.length}>
          <ul className={styles["items"]}>
            {pack.customers.map((one) => (
              <li key={one.customer.id} className={styles["item"]}>
                <div className={styles["head"]}>
                  <CustomerChips customers={[one.customer]} />
                  {one.is_owner && <span className="badge">{t("handover.owner")}</span>}
                  {one.alone && <span className="badge badge-warning">{t("handover.alone")}</span>}
                </div>
                <p className="quiet">
                  {t("handover.share", {
                    count: one.record_count,
                    share: formatPercent(one.share, language),
                  })}
                  {one.last_at &&
                    t("list.comma") +
                      t("reason.latest", { date: formatMoment(one.last_at, language, "short") })}
                </p>
                <RecordLinks records={one.records} count={one.record_count} />
                <Successors successors={one.successors} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {pack.projects.length > 0 && (
        <Part title={t("handover.projects")} count={pack.projects.length}>
          <ul className={styles["items"]}>
            {pack.projects.map(({ project, successors }) => (
              <li key={project.id} className={styles["item"]}>
                <ProjectLine project={project} />
                <Successors successors={successors} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {pack.topics.length > 0 && (
        <Part
          title={t("handover.topics")}
          count={pack.topics.length}
          lead={t("handover.topics_lead")}
        >
          <ul className={styles["items"]}>
            {pack.topics.map((one) => (
              <li key={one.topic_id} className={styles["item"]}>
                <h3 className={styles["name"]}>{said(one.name, language)}</h3>
                <p className="quiet">
                  {t("handover.share", {
                    count: one.record_count,
                    share: formatPercent(one.share, language),
                  })}
                </p>
                <RecordLinks records={one.records} count={one.record_count} />
                <Successors successors={one.successors} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {pack.written.length > 0 && (
        <Part
          title={t("handover.written")}
          count={pack.written.length}
          lead={t("handover.written_lead")}
        >
          <RecordLinks records={pack.written} />
        </Part>
      )}
    </>
  );
}
