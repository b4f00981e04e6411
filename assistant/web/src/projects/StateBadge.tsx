import { useTranslation } from "react-i18next";

import type { ProjectLink } from "../api/types";

const LOOKS: Record<ProjectLink["state"], string> = {
  running: "badge badge-good",
  planned: "badge",
  done: "badge",
  lost: "badge badge-warning",
};

/** How far a project is. */
export function StateBadge({ state }: { state: ProjectLink["state"] }) {
  const { t } = useTranslation();
  return <span className={LOOKS[state]}>{t(`project.state.${state}`)}</span>;
}
