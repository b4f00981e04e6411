import { useTranslation } from "react-i18next";

import type { components } from "../../api/schema";
import { panelViewOf } from "../../chat/citing";
import { formatMoment } from "../../i18n/dates";
import { useLanguage } from "../../i18n/useLanguage";
import { usePanel } from "../../panel/context";
import styles from "./page.module.css";

/** What changed lately, each sentence with what it stands on. */
export function BriefSection({ brief }: { brief: components["schemas"]["Brief"] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { open } = usePanel();
  return (
    <section className={styles["section"]} aria-labelledby="customer-brief">
      <h2 id="customer-brief" className={styles["heading"]}>
        {t("customer_page.brief")}
        <span className={styles["period"]}>
          {t("customer_page.brief_period", {
            since: formatMoment(brief.since, language, "short"),
            until: formatMoment(brief.until, language, "short"),
          })}
        </span>
      </h2>
      {brief.sentences.length === 0 && <p className="quiet">{t("customer_page.brief_none")}</p>}
      <ul className={styles["brief"]}>
        {brief.sentences.map((sentence, index) => (
          <li key={index}>
            {sentence.text}
            {sentence.citations.map((number) => {
              const citation = brief.citations.find((one) => one.number === number);
              return (
                citation && (
                  <button
                    key={number}
                    type="button"
                    className="cite"
                    aria-label={t("citation.open", { number, title: citation.title })}
                    title={citation.quote}
                    onClick={() => {
                      open(panelViewOf(citation, brief.citations));
                    }}
                  >
                    {number}
                  </button>
                )
              );
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
