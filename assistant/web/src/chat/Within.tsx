import { useTranslation } from "react-i18next";

import { FilterChips } from "./FilterChips";
import styles from "./filters.module.css";
import { filtersOf, type Narrowing } from "./narrowing";

/** Says within what an answer was looked for, where it was not everything. */
export function Within({ narrowing }: { narrowing: Narrowing }) {
  const { t } = useTranslation();
  if (!filtersOf(narrowing)) return null;
  return (
    <ul className={styles["within"]} aria-label={t("filter.within")}>
      <li>{t("filter.within")}</li>
      <FilterChips narrowing={narrowing} />
    </ul>
  );
}
