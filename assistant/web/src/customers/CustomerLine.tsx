import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { components } from "../api/schema";
import { formatMoment } from "../i18n/dates";
import { useNameOf } from "../i18n/names";
import { useLanguage } from "../i18n/useLanguage";
import { usePanel } from "../panel/context";
import styles from "./list.module.css";

/** The cells of one customer; empty ones while they are on their way. */
export function CustomerLine({
  customer,
}: {
  customer: components["schemas"]["CustomerRow"] | undefined;
}) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { open } = usePanel();
  if (!customer) {
    return (
      <span role="cell" aria-label={t("app.loading")} className={styles["coming"]} />
    );
  }
  const { id, tier, owner, owner_name, status, city } = customer;
  const name = nameOf(customer);
  return (
    <>
      <span role="cell" className={styles["name"]}>
        <Link to="/customers/$id" params={{ id }} className={styles["link"]}>
          {name}
        </Link>
        <span className={styles["place"]}>{[city, status].filter(Boolean).join(" · ")}</span>
      </span>
      <span role="cell" className={styles["tier"]}>
        {tier && <span className="badge">{tier}</span>}
      </span>
      <span role="cell" className={styles["owner"]}>
        {owner ? (
          <button
            type="button"
            className={styles["person"]}
            onClick={() => {
              open({ type: "person", id: owner.id });
            }}
          >
            {nameOf(owner)}
          </button>
        ) : (
          owner_name || <span className="quiet">{t("customers.nobody")}</span>
        )}
      </span>
      <span role="cell" className={styles["last"]}>
        <span className={styles["label"]}>{t("customers.column.last_contact")}</span>
        {customer.last_contact ? (
          formatMoment(customer.last_contact, language, "short")
        ) : (
          <span className="quiet">{t("customers.never")}</span>
        )}
      </span>
      <span role="cell" className={styles["number"]}>
        <span className={styles["label"]}>{t("customers.column.open_items")}</span>
        <Link
          to="/customers/$id/$part"
          params={{ id, part: "open" }}
          className={styles["count"]}
          data-some={customer.open_items > 0}
          aria-label={t("customers.open_items_of", { count: customer.open_items, name })}
        >
          {customer.open_items}
        </Link>
      </span>
      <span role="cell" className={styles["number"]}>
        <span className={styles["label"]}>{t("customers.column.records")}</span>
        <Link
          to="/customers/$id/$part"
          params={{ id, part: "timeline" }}
          className={styles["count"]}
          aria-label={t("customers.records_of", { count: customer.record_count, name })}
        >
          {customer.record_count}
        </Link>
      </span>
    </>
  );
}
