import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { CustomerLink } from "../api/types";
import { useNameOf } from "../i18n/names";

const PARTS = ["timeline", "open", "deals", "service", "people"] as const;

/** The sides of a customer that one looks for first; each leads to its place on their page. */
export function CustomerParts({ customer }: { customer: CustomerLink }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { id } = customer;
  return (
    <ul className="chips" aria-label={t("customer.parts_of", { name: nameOf(customer) })}>
      <li>
        <Link to="/customers/$id" params={{ id }} className="chip">
          {t("customer_page.part.overview")}
        </Link>
      </li>
      {PARTS.map((part) => (
        <li key={part}>
          <Link to="/customers/$id/$part" params={{ id, part }} className="chip">
            {t(`customer_page.part.${part}`)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
