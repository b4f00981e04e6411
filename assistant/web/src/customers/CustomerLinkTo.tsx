import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { CustomerLink } from "../api/types";

/** "Open the customer": leads to their page. */
export function CustomerLinkTo({ customer }: { customer: CustomerLink }) {
  const { t } = useTranslation();
  return (
    <Link to="/customers/$id" params={{ id: customer.id }} className="link">
      {t("person_page.open_customer", { name: customer.name })}
    </Link>
  );
}
