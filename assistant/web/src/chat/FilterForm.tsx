import { useId } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import styles from "./filters.module.css";
import { KINDS, type Narrowing } from "./narrowing";
import { NamePicker } from "./NamePicker";

interface FilterFormProps {
  narrowing: Narrowing;
  change: (next: Narrowing) => void;
}

const FEW = 8;

/** Whom, what and when a question is about; each choice counts at once. */
export function FilterForm({ narrowing, change }: FilterFormProps) {
  const { t } = useTranslation();
  const { customer = [], person = [], kind = [] } = narrowing;
  return (
    <div className={styles["form"]}>
      <NamePicker
        label={t("filter.customer")}
        useFound={useCustomersFound}
        onChoose={(id) => {
          change({ customer: [...new Set([...customer, id])] });
        }}
      />
      <NamePicker
        label={t("filter.person")}
        useFound={usePeopleFound}
        onChoose={(id) => {
          change({ person: [...new Set([...person, id])] });
        }}
      />
      <fieldset className={styles["kinds"]}>
        <legend>{t("filter.kind")}</legend>
        {KINDS.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={kind.includes(one)}
            onClick={() => {
              const next = kind.includes(one) ? kind.filter((each) => each !== one) : [...kind, one];
              change({ kind: next.length > 0 ? next : undefined });
            }}
          >
            {t(`kind.${one}`)}
          </button>
        ))}
      </fieldset>
      <div className={styles["days"]}>
        <Day label={t("filter.since")} value={narrowing.since} onChange={(since) => { change({ since }); }} />
        <Day label={t("filter.until")} value={narrowing.until} onChange={(until) => { change({ until }); }} />
      </div>
    </div>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}

function Day({ label, value = "", onChange }: DayProps) {
  const id = useId();
  return (
    <span>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={value}
        onChange={(event) => {
          onChange(event.target.value || undefined);
        }}
      />
    </span>
  );
}

function useCustomersFound(words: string) {
  const found = useApi.useQuery(
    "get",
    "/api/customers",
    { params: { query: { search: words, limit: FEW } } },
    { enabled: words !== "" },
  );
  return found.data?.customers.map(({ id, name }) => ({ id, name, beside: "" })) ?? [];
}

function usePeopleFound(words: string) {
  const found = useApi.useQuery(
    "get",
    "/api/people",
    { params: { query: { search: words, limit: FEW } } },
    { enabled: words !== "" },
  );
  return (
    found.data?.people.map(({ person }) => ({
      id: person.id,
      name: person.name,
      beside: [person.title, person.department].filter(Boolean).join(" · "),
    })) ?? []
  );
}
