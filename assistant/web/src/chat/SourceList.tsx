import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Citation } from "../api/types";
import { Icon } from "../icons/Icon";
import { usePanel } from "../panel/context";
import { VerifiedBadge } from "../verifying/VerifiedBadge";
import { byRecord, panelViewOf } from "./citing";
import type { Exchange } from "./exchange";
import styles from "./sources.module.css";
import { useVerifiedCitations } from "./useVerifiedCitations";
import { useWhereabouts } from "./useWhereabouts";

/** So many beside a table, whose numbers lead to all the records. */
const BESIDE_A_TABLE = 3;

/** The records an answer rests on, one a line, each opening at its first quote. */
export function SourceList({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation();
  const { open } = usePanel();
  const whereabouts = useWhereabouts();
  const verified = useVerifiedCitations(exchange);
  const [all, setAll] = useState(false);
  if (exchange.citations.length === 0) return null;
  const groups = byRecord(exchange.citations);
  const counted = Boolean(exchange.answer?.table) && groups.length > BESIDE_A_TABLE + 1;
  const shown = counted && !all ? groups.slice(0, BESIDE_A_TABLE) : groups;
  const said = groups.map((group) => `${group[0].title}\n${whereabouts(...group)}`);
  const place = (group: readonly [Citation, ...Citation[]]): string => {
    const where = whereabouts(...group);
    const [{ title, quote }] = group;
    const alike = said.filter((one) => one === `${title}\n${where}`).length > 1;
    return alike ? `${where} · ${quote}` : where;
  };
  return (
    <section className={styles["sources"]} aria-label={t("answer.sources")}>
      <h3 className="label">{t("answer.sources")}</h3>
      <ul>
        {shown.map((group) => {
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
                <span className={styles["source-title"]}>
                  {first.title} {verified(first) && <VerifiedBadge />}
                </span>
                <span className={styles["source-meta"]}>{place(group)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {shown.length < groups.length && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            setAll(true);
          }}
        >
          {t("answer.more_sources", { count: groups.length - shown.length })} <Icon name="chevron" />
        </button>
      )}
    </section>
  );
}
