import { useTranslation } from "react-i18next";

import { type SourceView, type State, stateOf } from "./sourcing";

const LOOKS: Partial<Record<State, string>> = {
  done: "badge badge-good",
  running: "badge badge-good",
  held: "badge badge-warning",
  failed: "badge badge-warning",
  interrupted: "badge badge-warning",
};

/** How a source stands, in a word. */
export function StateBadge({ view }: { view: SourceView }) {
  const { t } = useTranslation();
  const state = stateOf(view);
  return <span className={LOOKS[state] ?? "badge"}>{t(`sources.state.${state}`)}</span>;
}
