import { useTranslation } from "react-i18next";

import type { CustomerLink } from "../api/types";
import { usePanel } from "../panel/context";

/** "Open the customer": beside the page, from where their own page is a click away. */
export function CustomerLinkTo({ customer }: { customer: CustomerLink }) {
  const { t } = useTranslation();
  const { open } = usePanel();
  return (
    <button
      type="button"
      className="link"
      onClick={() => {
        open({ type: "customer", id: customer.id });
      }}
    >
      {t("person_page.open_customer", { name: customer.name })}
    </button>
  );
}
