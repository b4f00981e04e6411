import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { CustomerView } from "../api/types";
import { alsoCalled, nameIn } from "../i18n/names";
import { useLanguage } from "../i18n/useLanguage";
import { usePanel } from "../panel/context";
import { liveRecord } from "../panel/view";
import { FieldList } from "../source/FieldList";
import { Timeline } from "../source/Timeline";
import { Loaded } from "../ui/Loaded";
import { CustomerParts } from "./CustomerParts";
import styles from "./customers.module.css";

/** A customer as far as the asker may see: names, facts, what happened. */
export function CustomerPanel({ id }: { id: string }) {
  const customer = useApi.useQuery("get", "/api/customers/{customer_id}", {
    params: { path: { customer_id: id } },
  });
  return <Loaded query={customer}>{(value) => <OpenCustomer customer={value} />}</Loaded>;
}

function OpenCustomer({ customer }: { customer: CustomerView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { push } = usePanel();
  const { fields, record_id, record_count, timeline } = customer;
  const also = alsoCalled(language, customer);
  return (
    <article>
      <h2 className={styles["name"]}>{nameIn(language, customer)}</h2>
      {also.length > 0 && (
        <p className={styles["aliases"]}>
          {t("customer.also", { names: also.join(t("list.comma")) })}
        </p>
      )}
      <div className={styles["parts"]}>
        <CustomerParts customer={customer} />
      </div>
      {fields.length > 0 && (
        <FieldList rows={fields.map((field) => ({ ...field, mark: null }))} />
      )}
      {record_id && (
        <button
          type="button"
          className="link"
          onClick={() => {
            push(liveRecord(record_id));
          }}
        >
          {t("customer.open_record")}
        </button>
      )}
      <Timeline entries={timeline} total={record_count} />
    </article>
  );
}
