import { Popover } from "radix-ui";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { FilterChips } from "./FilterChips";
import { FilterForm } from "./FilterForm";
import styles from "./filters.module.css";
import { filtersOf } from "./narrowing";
import { useNarrowing } from "./useNarrowing";

/** What the next question is asked within, and the way to change it. */
export function FilterBar() {
  const { t } = useTranslation();
  const [narrowing, change] = useNarrowing();
  const narrowed = filtersOf(narrowing) !== undefined;
  return (
    <div className={styles["bar"]} role="group" aria-label={t("filter.title")}>
      <Popover.Root>
        <Popover.Trigger className={`quiet-button ${styles["trigger"] ?? ""}`}>
          <Icon name="filter" /> {t("filter.choose")}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            className={styles["popover"]}
            side="top"
            align="start"
            sideOffset={6}
            collisionPadding={12}
            aria-label={t("filter.title")}
          >
            <FilterForm narrowing={narrowing} change={change} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      {narrowed && (
        <>
          <ul className={styles["chips"]}>
            <FilterChips narrowing={narrowing} change={change} />
          </ul>
          <button
            type="button"
            className="quiet-button"
            onClick={() => {
              change({
                customer: undefined,
                person: undefined,
                kind: undefined,
                since: undefined,
                until: undefined,
              });
            }}
          >
            {t("filter.clear")}
          </button>
        </>
      )}
    </div>
  );
}
