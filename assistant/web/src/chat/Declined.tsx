import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { usePanel } from "../panel/context";
import { panelViewOf } from "./citing";
import type { Exchange } from "./exchange";
import styles from "./chat.module.css";
import { useWhereabouts } from "./useWhereabouts";

/** Nothing reliable was found: says so, and shows what came nearest without claiming it answers. */
export function Declined({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation();
  const { open } = usePanel();
  const whereabouts = useWhereabouts();
  return (
    <div className={styles["declined"]}>
      <p className={styles["declined-title"]}>
        <Icon name="nothing" /> {t("declined.title")}
      </p>
      <p className={styles["declined-hint"]}>
        {t(exchange.experts.length > 0 ? "declined.hint_people" : "declined.hint")}
      </p>
      {exchange.citations.length > 0 && (
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
                  <span className={styles["near-quote"]}>{citation.quote}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
