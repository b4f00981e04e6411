import { useTranslation } from "react-i18next";

import { usePanel } from "../panel/context";
import { byRecord, panelViewOf } from "./citing";
import type { Exchange } from "./exchange";
import styles from "./sources.module.css";
import { useWhereabouts } from "./useWhereabouts";

/** The records an answer rests on, one a line, each opening at its first quote. */
export function SourceList({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation();
  const { open } = usePanel();
  const whereabouts = useWhereabouts();
  if (exchange.citations.length === 0) return null;
  return (
    <section className={styles["sources"]} aria-label={t("answer.sources")}>
      <h3 className="label">{t("answer.sources")}</h3>
      <ul>
        {byRecord(exchange.citations).map((group) => {
          const [first] = group;
          return (
            <li key={first.number}>
              <button
                type="button"
                className={styles["source"]}
                onClick={() => {
                  open(panelViewOf(first, exchange.citations));
                }}
              >
                <span className={styles["numbers"]}>
                  {group.map(({ number }) => (
                    <span key={number} className={styles["number"]}>
                      {number}
                    </span>
                  ))}
                </span>
                <span className={styles["source-title"]}>{first.title}</span>
                <span className={styles["source-meta"]}>{whereabouts(...group)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
