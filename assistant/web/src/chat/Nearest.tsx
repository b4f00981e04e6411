import { useTranslation } from "react-i18next";

import { useLabels } from "../i18n/labels";
import { usePanel } from "../panel/context";
import { panelViewOf } from "./citing";
import type { Exchange } from "./exchange";
import styles from "./sources.module.css";
import { useWhereabouts } from "./useWhereabouts";

/** What came nearest to a question that has no answer, without claiming that it answers. */
export function Nearest({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation();
  const { open } = usePanel();
  const whereabouts = useWhereabouts();
  const labels = useLabels();
  if (exchange.citations.length === 0) return null;
  return (
    <section aria-label={t("declined.nearest")}>
      <h3 className="label">{t("declined.nearest")}</h3>
      <ul>
        {exchange.citations.map((citation) => (
          <li key={citation.number}>
            <button
              type="button"
              className={styles["near"]}
              onClick={() => {
                open(panelViewOf(citation, exchange.citations));
              }}
            >
              <span className={styles["source-title"]}>{citation.title}</span>
              <span className={styles["source-meta"]}>{whereabouts(citation)}</span>
              <span className={styles["near-quote"]}>{labels.sentence(citation.quote)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
