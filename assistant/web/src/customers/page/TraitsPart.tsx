import { useTranslation } from "react-i18next";

import type { components } from "../../api/schema";
import { formatMoment } from "../../i18n/dates";
import { formatPercent } from "../../i18n/numbers";
import { useLanguage } from "../../i18n/useLanguage";
import { QuoteButton } from "../../source/QuoteButton";
import { RecordButton } from "../../source/RecordButton";
import { formatMoney } from "../money";
import { ClassBadges } from "./ClassBadges";
import { ScoreDots } from "./ScoreDots";
import { SignalList } from "./SignalList";
import styles from "./page.module.css";

interface TraitsPartProps {
  traits: components["schemas"]["Traits"];
  competitors: readonly components["schemas"]["CompetitorView"][];
}

/** What a customer is worth and how the relation goes, each figure with its rows. */
export function TraitsPart({ traits, competitors }: TraitsPartProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { currency, purchases, scores, associations } = traits;
  const money = (sum: string) => formatMoney(sum, currency, language) || t("list.nothing");
  const figure = ({ name, figure: said }: (typeof scores)[number]) =>
    name === "monetary" ? money(said) : t(`trait.figure.${name}`, { count: Number(said) });
  return (
    <>
      <section className={styles["section"]} aria-labelledby="customer-worth">
        <h2 id="customer-worth" className={styles["heading"]}>
          {t("trait.worth")}
        </h2>
        <dl className={styles["figures"]}>
          <div>
            <dt>{t("trait.value")}</dt>
            <dd>{money(traits.value)}</dd>
          </div>
          <div>
            <dt>{t("trait.pipeline")}</dt>
            <dd>{money(traits.pipeline)}</dd>
          </div>
          <div>
            <dt>{t("trait.net")}</dt>
            <dd>{money(traits.net)}</dd>
          </div>
        </dl>
        <p className="row">
          <ClassBadges classes={traits.classes} />
        </p>
        {traits.classes.map(
          ({ scheme, name, why }) =>
            name && (
              <p key={scheme} className="quiet">
                {why}
              </p>
            ),
        )}
        {traits.pipeline_deals.length > 0 && (
          <p className="quiet">
            {t("trait.pipeline_of")}{" "}
            {traits.pipeline_deals.map((record) => (
              <span key={record.record_id}>
                <RecordButton record={record} />{" "}
              </span>
            ))}
          </p>
        )}
      </section>
      {scores.length > 0 && (
        <section className={styles["section"]} aria-labelledby="customer-scores">
          <h2 id="customer-scores" className={styles["heading"]}>
            {t("trait.scores")}
          </h2>
          <p className="quiet">{t("trait.scores_hint")}</p>
          <dl className={styles["figures"]}>
            {scores.map((one) => (
              <div key={one.name}>
                <dt>{t(`trait.score.${one.name}`)}</dt>
                <dd>
                  {figure(one)} <ScoreDots score={one.score} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section className={styles["section"]} aria-labelledby="customer-purchases">
        <h2 id="customer-purchases" className={styles["heading"]}>
          {t("trait.purchases")}
        </h2>
        {purchases.length === 0 && <p className="quiet">{t("trait.purchases_none")}</p>}
        {purchases.length > 0 && (
          <div className="table-frame" tabIndex={0} role="group" aria-labelledby="customer-purchases">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t("trait.purchase")}</th>
                  <th scope="col">{t("trait.product")}</th>
                  <th scope="col">{t("trait.day")}</th>
                  <th scope="col" className="number">
                    {t("customer_page.sum")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {purchases.map((one) => (
                  <tr key={one.record.record_id}>
                    <td>
                      <RecordButton record={one.record} />
                    </td>
                    <td>{one.product}</td>
                    <td>{one.day && formatMoment(one.day, language, "short")}</td>
                    <td className="number">{formatMoney(one.amount, one.currency, language)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {associations.length > 0 && (
        <section className={styles["section"]} aria-labelledby="customer-also">
          <h2 id="customer-also" className={styles["heading"]}>
            {t("trait.associations")}
          </h2>
          <ul className={styles["items"]}>
            {associations.map((one) => (
              <li key={`${one.bought}:${one.also}`} className={styles["item"]}>
                <p>{t("trait.association", { bought: one.bought, also: one.also })}</p>
                <p className="quiet">
                  {t("trait.association_figures", {
                    confidence: formatPercent(one.confidence, language),
                    lift: one.lift.toFixed(1),
                  })}
                </p>
                <details className={styles["behind"]}>
                  <summary>
                    {t("customer_page.behind", { count: one.own.length + one.others.length })}
                  </summary>
                  <ul>
                    {[...one.own, ...one.others].map((record) => (
                      <li key={record.record_id}>
                        <RecordButton record={record} />
                      </li>
                    ))}
                  </ul>
                </details>
              </li>
            ))}
          </ul>
        </section>
      )}
      <SignalList signals={traits.signals} />
      <section className={styles["section"]} aria-labelledby="customer-competitors">
        <h2 id="customer-competitors" className={styles["heading"]}>
          {t("trait.competitors")}
        </h2>
        {competitors.length === 0 && <p className="quiet">{t("trait.competitors_none")}</p>}
        <ul className={styles["items"]}>
          {competitors.map((one) => (
            <li key={one.name} className={styles["item"]}>
              <h3 className={styles["contact"]}>{one.name || t("trait.unnamed")}</h3>
              {one.quotes.map((line) => (
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
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
