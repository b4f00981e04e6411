import { useTranslation } from "react-i18next";

import type { components } from "../../api/schema";
import { formatMoment } from "../../i18n/dates";
import { useNameOf } from "../../i18n/names";
import { useLanguage } from "../../i18n/useLanguage";
import { usePanel } from "../../panel/context";
import { RecordButton } from "../../source/RecordButton";
import { formatMoney } from "../money";
import styles from "./deals.module.css";

const STATES = ["open", "won", "lost"] as const;

/** A deal and the way that it has come. */
export function DealCard({ deal }: { deal: components["schemas"]["DealView"] }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { open } = usePanel();
  const { record, amount, currency, stage, history, owner_card, owner, close_date } = deal;
  const state = STATES.find((one) => one === deal.state) ?? "open";
  return (
    <article className="card">
      <header className={styles["head"]}>
        <h3 className={styles["title"]}>
          <RecordButton record={record} />
        </h3>
        <span
          className={`badge ${state === "won" ? "badge-good" : state === "lost" ? "badge-warning" : ""}`}
        >
          {t(`deal.state.${state}`)}
        </span>
        <strong className={styles["sum"]}>{formatMoney(amount, currency, language)}</strong>
      </header>
      {history.length > 0 ? (
        <ol className={styles["stages"]} aria-label={t("deal.stages")}>
          {history.map((change, index) => (
            <li
              key={`${change.stage}:${change.day}`}
              className={styles["stage"]}
              aria-current={index === history.length - 1 ? "step" : undefined}
            >
              <button
                type="button"
                className={styles["step"]}
                title={change.quote}
                onClick={() => {
                  open({
                    type: "record",
                    recordId: record.record_id,
                    version: change.version,
                    marks: [{ number: 1, start: change.start, end: change.end }],
                    active: 1,
                  });
                }}
              >
                <span>{change.stage}</span>
                <span className={styles["day"]}>
                  {formatMoment(change.day, language, "short")}
                </span>
              </button>
            </li>
          ))}
        </ol>
      ) : (
        stage && <p className="badge">{stage}</p>
      )}
      <p className={styles["foot"]}>
        {deal.product && <span>{deal.product}</span>}
        {owner_card ? (
          <button
            type="button"
            className="link"
            onClick={() => {
              open({ type: "person", id: owner_card.id });
            }}
          >
            {nameOf(owner_card)}
          </button>
        ) : (
          owner && <span>{owner}</span>
        )}
        {close_date && (
          <span>{t(state === "won" ? "deal.closed" : "deal.close", { date: formatMoment(close_date, language, "short") })}</span>
        )}
        {deal.next_step && <span>{t("deal.next", { step: deal.next_step })}</span>}
      </p>
    </article>
  );
}
