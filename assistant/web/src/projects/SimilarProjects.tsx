import { useTranslation } from "react-i18next";

import type { ProjectView } from "../api/types";
import { said } from "../i18n/said";
import { useLanguage } from "../i18n/useLanguage";
import { RecordLinks } from "../source/RecordLinks";
import { Part } from "../ui/Part";
import { ProjectLine } from "./ProjectLine";
import styles from "./projects.module.css";

/** Projects like this one, and in what. */
export function SimilarProjects({ similar }: Pick<ProjectView, "similar">) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (similar.length === 0) return null;
  return (
    <Part title={t("project.similar")} count={similar.length}>
      <ul className={styles["list"]}>
        {similar.map(({ project, why, nearest }) => (
          <li key={project.id}>
            <ProjectLine project={project}>
              <p className={styles["why"]}>
                {why.map((one) => (
                  <span key={one.zh}>{said(one, language)}</span>
                ))}
              </p>
              {nearest && <RecordLinks records={[nearest]} />}
            </ProjectLine>
          </li>
        ))}
      </ul>
    </Part>
  );
}
