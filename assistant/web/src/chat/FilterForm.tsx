import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { useNameOf } from "../i18n/names";
import { DayField } from "../ui/DayField";
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
        <DayField
          label={t("filter.since")}
          value={narrowing.since ?? ""}
          onChoose={(since) => {
            change({ since: since || undefined });
          }}
        />
        <DayField
          label={t("filter.until")}
          value={narrowing.until ?? ""}
          onChoose={(until) => {
            change({ until: until || undefined });
          }}
        />
      </div>
    </div>
  );
}

function useCustomersFound(words: string) {
  const nameOf = useNameOf();
  const found = useApi.useQuery(
    "get",
    "/api/customers",
    { params: { query: { search: words, limit: FEW } } },
    { enabled: words !== "" },
  );
  return found.data?.customers.map((one) => ({ id: one.id, name: nameOf(one), beside: "" })) ?? [];
}

function usePeopleFound(words: string) {
  const nameOf = useNameOf();
  const found = useApi.useQuery(
    "get",
    "/api/people",
    { params: { query: { search: words, limit: FEW } } },
    { enabled: words !== "" },
  );
  return (
    found.data?.people.map(({ person }) => ({
      id: person.id,
      name: nameOf(person),
      beside: [person.title, person.department].filter(Boolean).join(" · "),
    })) ?? []
  );
}
