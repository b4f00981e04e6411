import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { formatMoment } from "../i18n/dates";
import { useLanguage } from "../i18n/useLanguage";
import { Icon } from "../icons/Icon";
import styles from "./filters.module.css";
import type { Narrowing } from "./narrowing";
import { useCustomerName, usePersonName } from "./useNames";

interface FilterChipsProps {
  narrowing: Narrowing;
  /** Where they can be taken away. */
  change?: (next: Narrowing) => void;
}

/** What narrows a question, one chip each. */
export function FilterChips({ narrowing, change }: FilterChipsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { customer = [], person = [], kind = [], since, until } = narrowing;
  const without = <T,>(all: readonly T[], one: T): T[] | undefined => {
    const left = all.filter((each) => each !== one);
    return left.length > 0 ? left : undefined;
  };
  const day = (moment: string): string => formatMoment(moment, language, "short");
  return (
    <>
      {customer.map((id) => (
        <CustomerChip
          key={id}
          id={id}
          remove={change && (() => { change({ customer: without(customer, id) }); })}
        />
      ))}
      {person.map((id) => (
        <PersonChip
          key={id}
          id={id}
          remove={change && (() => { change({ person: without(person, id) }); })}
        />
      ))}
      {kind.map((one) => (
        <Chip
          key={one}
          name={t(`kind.${one}`)}
          remove={change && (() => { change({ kind: without(kind, one) }); })}
        />
      ))}
      {since && (
        <Chip
          name={t("filter.since_day", { day: day(since) })}
          remove={change && (() => { change({ since: undefined }); })}
        />
      )}
      {until && (
        <Chip
          name={t("filter.until_day", { day: day(until) })}
          remove={change && (() => { change({ until: undefined }); })}
        />
      )}
    </>
  );
}

type Remove = (() => void) | undefined;

function CustomerChip({ id, remove }: { id: string; remove: Remove }) {
  return <Chip name={useCustomerName(id)} remove={remove} />;
}

function PersonChip({ id, remove }: { id: string; remove: Remove }) {
  return <Chip name={usePersonName(id)} remove={remove} />;
}

function Chip({ name, remove }: { name: ReactNode; remove: Remove }) {
  const { t } = useTranslation();
  return (
    <li className={styles["chip"]}>
      {name}
      {remove && (
        <button
          type="button"
          aria-label={t("filter.remove", { name })}
          onClick={remove}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}
