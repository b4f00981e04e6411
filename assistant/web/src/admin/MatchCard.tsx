import { useTranslation } from "react-i18next";

import { api, queryClient } from "../api/client";
import type { components } from "../api/schema";
import { Icon } from "../icons/Icon";
import { usePanel } from "../panel/context";
import { liveRecord } from "../panel/view";
import styles from "./admin.module.css";
import { Fault } from "./Fault";
import { useChange } from "./useChange";

type SeenMatch = components["schemas"]["SeenMatch"];

/** Two that may be one: what each is called and where, why they may be, and a curator's word. */
export function MatchCard({ match }: { match: SeenMatch }) {
  const { t } = useTranslation();
  const change = useChange();
  const path = { params: { path: { match_id: match.match_id } } };
  const decide = (action: () => Promise<unknown>): void => {
    void change.run(async () => {
      await action();
      await queryClient.invalidateQueries({ queryKey: ["get", "/api/entities/matches"] });
    });
  };
  return (
    <li className={styles["match"]}>
      <div className={styles["pair"]}>
        <SideOf side={match.first} />
        <SideOf side={match.second} />
      </div>
      <p className={styles["badges"]}>
        <span className="badge">{t("admin.likeness", { score: match.score })}</span>
        {match.state !== "likely" && (
          <span className="badge">{t(`admin.match_state.${match.state}`)}</span>
        )}
      </p>
      <ul className="quiet">
        {match.reasons.map(({ kind, words }) => (
          <li key={`${kind} ${words}`}>{words || kind}</li>
        ))}
      </ul>
      <Fault fault={change.fault} />
      <div className={styles["badges"]}>
        {match.state === "likely" ? (
          <>
            <button
              type="button"
              className="button"
              disabled={change.busy}
              onClick={() => {
                decide(() => api.POST("/api/entities/matches/{match_id}/accept", path));
              }}
            >
              <Icon name="check" /> {t("admin.join")}
              <span className="unseen">{match.first.name}</span>
            </button>
            <button
              type="button"
              className="button"
              disabled={change.busy}
              onClick={() => {
                decide(() => api.POST("/api/entities/matches/{match_id}/refuse", path));
              }}
            >
              <Icon name="close" /> {t("admin.keep_apart")}
              <span className="unseen">{match.first.name}</span>
            </button>
          </>
        ) : (
          <button
            type="button"
            className="button"
            disabled={change.busy}
            onClick={() => {
              decide(() => api.POST("/api/entities/matches/{match_id}/undo", path));
            }}
          >
            <Icon name="back" /> {t("admin.undo")}
            <span className="unseen">{match.first.name}</span>
          </button>
        )}
      </div>
    </li>
  );
}

function SideOf({ side }: { side: SeenMatch["first"] }) {
  const { t } = useTranslation();
  const panel = usePanel();
  return (
    <div>
      <button
        type="button"
        className="link"
        onClick={() => {
          panel.open(liveRecord(side.record_id));
        }}
      >
        {side.name}
      </button>
      <p className="quiet">{t("record.from", { source: side.source })}</p>
    </div>
  );
}
