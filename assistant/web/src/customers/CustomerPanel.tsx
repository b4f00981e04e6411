import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { fetchCustomer } from "../api/client";
import { useLoaded } from "../api/useLoaded";
import { LoadFailure } from "../panel/LoadFailure";
import { Skeleton } from "../panel/Skeleton";
import { liveRecord, usePanel } from "../panel/context";
import { FieldList } from "../source/FieldList";
import { Timeline } from "../source/Timeline";
import styles from "./customers.module.css";

/** A customer as far as the asker may see: names, facts, what happened. */
export function CustomerPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const { push } = usePanel();
  const load = useCallback(
    (signal: AbortSignal) => fetchCustomer(id, signal),
    [id],
  );
  const [customer, retry] = useLoaded(load);
  if (customer.state === "loading") return <Skeleton />;
  if (customer.state === "failed") return <LoadFailure failure={customer.failure} retry={retry} />;
  const { name, aliases, fields, record_id, record_count, timeline } = customer.value;
  return (
    <article>
      <h2 className={styles["name"]}>{name}</h2>
      {aliases.length > 0 && (
        <p className={styles["aliases"]}>
          {t("customer.also", { names: aliases.join(t("list.comma")) })}
        </p>
      )}
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
