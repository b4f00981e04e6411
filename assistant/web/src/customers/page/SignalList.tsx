import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { components } from "../../api/schema";
import { QuoteButton } from "../../source/QuoteButton";
import { RecordButton } from "../../source/RecordButton";
import styles from "./page.module.css";

/** What speaks for a customer's staying or going, each with the records behind it. */
export function SignalList({
  signals,
}: {
  signals: readonly components["schemas"]["SignalView"][];
}) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section className={styles["section"]} aria-labelledby={id}>
      <h2 id={id} className={styles["heading"]}>
        {t("customer_page.signals")}
      </h2>
      {signals.length === 0 && <p className="quiet">{t("customer_page.signals_none")}</p>}
      <ul className={styles["items"]}>
        {signals.map((signal) => (
          <li key={signal.name} className={styles["item"]}>
            <p className={styles["item-head"]}>
              <span className={`badge badge-${signal.kind === "churn" ? "warning" : "good"}`}>
                {t(`customer_page.signal.${signal.kind}`)}
              </span>
              <span>{signal.text}</span>
            </p>
            {signal.quotes.map((line) => (
              <QuoteButton
                key={`${line.record.record_id}:${line.start}`}
                recordId={line.record.record_id}
                version={line.version}
                title={line.record.title}
                quote={line.quote}
                start={line.start}
                end={line.end}
              />
            ))}
            {signal.records.length > 0 && (
              <details className={styles["behind"]}>
                <summary>{t("customer_page.behind", { count: signal.records.length })}</summary>
                <ul>
                  {signal.records.map((record) => (
                    <li key={record.record_id}>
                      <RecordButton record={record} />
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
