import { useTranslation } from "react-i18next";

import type { components } from "../../api/schema";
import { formatMoment } from "../../i18n/dates";
import { useLanguage } from "../../i18n/useLanguage";
import { RecordButton } from "../../source/RecordButton";
import { formatMoney } from "../money";
import { DealCard } from "./DealCard";
import styles from "./page.module.css";

interface DealsPartProps {
  deals: readonly components["schemas"]["DealView"][];
  contracts: readonly components["schemas"]["ContractView"][];
}

/** What is on offer, what came of it, and what is signed. */
export function DealsPart({ deals, contracts }: DealsPartProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const day = (moment: string | null) =>
    moment ? formatMoment(moment, language, "short") : t("list.nothing");
  return (
    <>
      <section className={styles["section"]} aria-labelledby="customer-deals">
        <h2 id="customer-deals" className={styles["heading"]}>
          {t("customer_page.deals")}
        </h2>
        {deals.length === 0 && <p className="quiet">{t("customer_page.deals_none")}</p>}
        <div className={styles["cards"]}>
          {deals.map((deal) => (
            <DealCard key={deal.record.record_id} deal={deal} />
          ))}
        </div>
      </section>
      <section className={styles["section"]} aria-labelledby="customer-contracts">
        <h2 id="customer-contracts" className={styles["heading"]}>
          {t("customer_page.contracts")}
        </h2>
        {contracts.length === 0 && <p className="quiet">{t("customer_page.contracts_none")}</p>}
        {contracts.length > 0 && (
          <div className="table-frame" tabIndex={0} role="group" aria-labelledby="customer-contracts">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t("customer_page.contract")}</th>
                  <th scope="col" className="number">
                    {t("customer_page.sum")}
                  </th>
                  <th scope="col">{t("customer_page.signed")}</th>
                  <th scope="col">{t("customer_page.ends")}</th>
                  <th scope="col">{t("customer_page.state")}</th>
                </tr>
              </thead>
              <tbody>
                {contracts.map((one) => (
                  <tr key={one.record.record_id}>
                    <td>
                      <RecordButton record={one.record} />
                    </td>
                    <td className="number">{formatMoney(one.amount, one.currency, language)}</td>
                    <td>{day(one.signed_on)}</td>
                    <td>{day(one.end_date)}</td>
                    <td>
                      <span className={one.is_running ? "badge badge-good" : "badge"}>
                        {one.status ||
                          t(one.is_running ? "customer_page.runs" : "customer_page.over")}
                      </span>{" "}
                      {one.days_left !== null && (
                        <span className="quiet">
                          {t("customer_page.days_left", { count: one.days_left })}
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </>
  );
}
