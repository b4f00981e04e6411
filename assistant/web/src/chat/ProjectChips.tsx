import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { Answer } from "../api/types";
import styles from "./sources.module.css";

/** From an answer about past projects to their pages, which tell all of each. */
export function ProjectChips({ projects }: { projects: Answer["projects"] }) {
  const { t } = useTranslation();
  if (projects.length === 0) return null;
  return (
    <div className={styles["elsewhere"]}>
      <span>{t("answer.projects")}</span>
      <ul className="chips">
        {projects.map(({ id, name }) => (
          <li key={id}>
            <Link to="/projects/$id" params={{ id }} className="chip">
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
