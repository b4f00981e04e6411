import { useTranslation } from "react-i18next";

import type { ProjectView } from "../api/types";
import { formatMoment } from "../i18n/dates";
import { said } from "../i18n/said";
import { useLanguage } from "../i18n/useLanguage";
import { RecordButton } from "../source/RecordButton";
import { RecordLinks } from "../source/RecordLinks";
import { Part } from "../ui/Part";
import styles from "./projects.module.css";

/** The documents in the order of reading, and why each stands there. */
export function Documents({ documents }: { documents: ProjectView["documents"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (documents.length === 0) return null;
  return (
    <Part
      title={t("project.documents")}
      count={documents.length}
      lead={t("project.documents_lead")}
    >
      <ol className={styles["reading"]}>
        {documents.map(({ record, occurred_at, why, older }) => (
          <li key={record.record_id} className={styles["step"]}>
            <div>
              <p className={styles["head"]}>
                <RecordButton record={record} />
                {occurred_at && (
                  <span className="quiet">{formatMoment(occurred_at, language, "short")}</span>
                )}
              </p>
              <p className="quiet">{said(why, language)}</p>
              {older.length > 0 && (
                <div className={styles["older"]}>
                  <span className="quiet">{t("project.older")}</span>
                  <RecordLinks records={older} />
                </div>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Part>
  );
}
