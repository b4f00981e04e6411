import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { ProjectLink } from "../api/types";
import { useNameOf } from "../i18n/names";
import { useLanguage } from "../i18n/useLanguage";
import { periodOf } from "./period";
import { StateBadge } from "./StateBadge";
import styles from "./projects.module.css";

/** A project in a line or two, whose name leads to its page. */
export function ProjectLine({ project, children }: { project: ProjectLink; children?: ReactNode }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const period = periodOf(project, language);
  return (
    <div>
      <p className={styles["head"]}>
        <Link to="/projects/$id" params={{ id: project.id }} className={styles["name"]}>
          {project.name}
        </Link>
        <StateBadge state={project.state} />
      </p>
      <p className={styles["meta"]}>
        {project.customers.length > 0 && (
          <span>{project.customers.map(nameOf).join(t("list.comma"))}</span>
        )}
        {period && <span>{period}</span>}
        {project.product && <span>{project.product}</span>}
        {project.industry && <span>{project.industry}</span>}
        {project.documents > 0 && <span>{t("project.documents_of", { count: project.documents })}</span>}
      </p>
      {children}
    </div>
  );
}
