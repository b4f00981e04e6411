import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { CustomerLink } from "../api/types";
import { useNameOf } from "../i18n/names";

/** "Open the customer": leads to their page. */
export function CustomerLinkTo({ customer }: { customer: CustomerLink }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  return (
    <Link to="/customers/$id" params={{ id: customer.id }} className="link">
      {t("person_page.open_customer", { name: nameOf(customer) })}
    </Link>
  );
}
