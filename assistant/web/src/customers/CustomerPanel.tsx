import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { CustomerView } from "../api/types";
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
  const { push } = usePanel();
  const { name, aliases, fields, record_id, record_count, timeline } = customer;
  return (
    <article>
      <h2 className={styles["name"]}>{name}</h2>
      {aliases.length > 0 && (
        <p className={styles["aliases"]}>
          {t("customer.also", { names: aliases.join(t("list.comma")) })}
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
