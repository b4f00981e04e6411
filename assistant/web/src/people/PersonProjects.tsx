import { useTranslation } from "react-i18next";

import type { PersonPage } from "../api/types";
import { ProjectLine } from "../projects/ProjectLine";
import { RecordLinks } from "../source/RecordLinks";
import { Part } from "../ui/Part";
import styles from "./person.module.css";

/** The projects they had a part in. */
export function PersonProjects({ projects }: { projects: PersonPage["projects"] }) {
  const { t } = useTranslation();
  if (projects.length === 0) return null;
  return (
    <Part title={t("person_page.projects")} count={projects.length}>
      <ul className={styles["rows"]}>
        {projects.map(({ project, record_count, records }) => (
          <li key={project.id} className={styles["block"]}>
            <ProjectLine project={project}>
              <RecordLinks records={records} count={record_count} />
            </ProjectLine>
          </li>
        ))}
      </ul>
    </Part>
  );
}
