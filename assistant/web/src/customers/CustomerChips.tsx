import { useTranslation } from "react-i18next";

import type { CustomerLink } from "../api/types";
import { useNameOf } from "../i18n/names";
import { usePanel } from "../panel/context";

interface CustomerChipsProps {
  customers: readonly CustomerLink[];
  inPanel?: boolean;
}

/** The customers something is about; each opens their page in the panel. */
export function CustomerChips({ customers, inPanel = false }: CustomerChipsProps) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { open, push } = usePanel();
  if (customers.length === 0) return null;
  const show = inPanel ? push : open;
  return (
    <ul className="chips" aria-label={t("customer.list")}>
      {customers.map((customer) => (
        <li key={customer.id}>
          <button
            type="button"
            className="chip chip-customer"
            onClick={() => {
              show({ type: "customer", id: customer.id });
            }}
          >
            {nameOf(customer)}
          </button>
        </li>
      ))}
    </ul>
  );
}
