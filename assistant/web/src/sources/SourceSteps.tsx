import { useTranslation } from "react-i18next";

import { Fault } from "../admin/Fault";
import { useChange } from "../admin/useChange";
import { Icon } from "../icons/Icon";
import styles from "./sources.module.css";
import { isUnderway, sourcesChanged, type SourceView, stateOf, type Step, steps } from "./sourcing";

/** What one can have done with a source as it stands. */
export function SourceSteps({ view }: { view: SourceView }) {
  const { t } = useTranslation();
  const change = useChange();
  const act = (step: Step) => () => {
    void change.run(async () => {
      try {
        await steps[step](view.name);
      } finally {
        await sourcesChanged();
      }
    });
  };
  const state = stateOf(view);
  return (
    <>
      <div className={styles["steps"]}>
        {isUnderway(view) && (
          <button type="button" className="button" disabled={change.busy} onClick={act("cancel")}>
            <Icon name="stop" /> {t("sources.cancel")}
            <span className="unseen">{view.name}</span>
          </button>
        )}
        {state === "held" && (
          <button
            type="button"
            className="button button-danger"
            disabled={change.busy}
            onClick={act("confirm")}
          >
            {t("sources.confirm_removal")} <span className="unseen">{view.name}</span>
          </button>
        )}
        {!isUnderway(view) && state !== "paused" && (
          <button type="button" className="button" disabled={change.busy} onClick={act("sync")}>
            <Icon name="retry" /> {t("sources.sync")} <span className="unseen">{view.name}</span>
          </button>
        )}
        {state === "paused" ? (
          <button type="button" className="button" disabled={change.busy} onClick={act("resume")}>
            {t("sources.resume")} <span className="unseen">{view.name}</span>
          </button>
        ) : (
          <button
            type="button"
            className="quiet-button"
            disabled={change.busy}
            onClick={act("pause")}
          >
            {t("sources.pause")} <span className="unseen">{view.name}</span>
          </button>
        )}
      </div>
      <Fault fault={change.fault} />
    </>
  );
}
