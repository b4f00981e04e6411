import { useTranslation } from "react-i18next";

import type { PersonPage } from "../api/types";
import { CustomerLinkTo } from "../customers/CustomerLinkTo";
import { formatMoment } from "../i18n/dates";
import { useNameOf } from "../i18n/names";
import { formatPercent } from "../i18n/numbers";
import { useLanguage } from "../i18n/useLanguage";
import { RecordLinks } from "../source/RecordLinks";
import { FirstFew } from "../ui/FirstFew";
import { Part } from "../ui/Part";
import { Share } from "../ui/Share";
import styles from "./person.module.css";

/** How well they know each customer, what that is made of, and the records. */
export function KnownCustomers({ known }: { known: PersonPage["knows"] }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  if (known.length === 0) return null;
  return (
    <Part title={t("person_page.customers")} count={known.length} lead={t("person_page.customers_lead")}>
      <FirstFew items={known} few={8}>
        {(shown) => (
      <ul className={styles["rows"]}>
        {shown.map(({ customer, score, parts, record_count, last_at, records }) => (
          <li key={customer.id}>
            <details className={styles["row"]}>
              <summary className={styles["summary"]}>
                <span className={styles["subject"]}>{nameOf(customer)}</span>
                <span className={styles["measure"]}>
                  <Share share={score} />
                  {formatPercent(score, language)}
                </span>
                <span className={styles["aside"]}>
                  {t("person_page.records", { count: record_count })}
                  {last_at && (
                    <span>
                      {t("reason.latest", { date: formatMoment(last_at, language, "short") })}
                    </span>
                  )}
                </span>
              </summary>
              <div className={styles["inside"]}>
                <p className="quiet">
                  {parts
                    .filter(({ value }) => value > 0)
                    .map(({ name, weight, value }) =>
                      t(`person_page.part.${name}`, {
                        share: formatPercent(weight * value, language),
                      }),
                    )
                    .join(t("list.comma"))}
                </p>
                <RecordLinks records={records} count={record_count} />
                <CustomerLinkTo customer={customer} />
              </div>
            </details>
          </li>
        ))}
      </ul>
        )}
      </FirstFew>
    </Part>
  );
}
