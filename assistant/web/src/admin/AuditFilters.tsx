import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { Choice } from "../ui/Choice";
import { DayField } from "../ui/DayField";
import { SearchField } from "../ui/SearchField";
import styles from "./admin.module.css";
import { EVENT_GROUPS, type EventGroup } from "./choices";
import type { AuditSearch } from "./routes";

interface AuditFiltersProps {
  search: AuditSearch;
  narrow: (change: Partial<AuditSearch>) => void;
}

const GROUPS = Object.keys(EVENT_GROUPS) as EventGroup[];

/** What narrows the log: words of questions, kinds of events, days, somebody, something. */
export function AuditFilters({ search, narrow }: AuditFiltersProps) {
  const { t } = useTranslation();
  const group = GROUPS.find((one) => EVENT_GROUPS[one].join() === search.event?.join());
  return (
    <div className={styles["tools"]}>
      <SearchField
        label={t("admin.find_words")}
        value={search.q ?? ""}
        onSearch={(q) => {
          narrow({ q: q || undefined });
        }}
      />
      <Choice
        label={t("admin.event_label")}
        any={t("admin.any")}
        value={group ?? ""}
        options={GROUPS.map((one) => ({ value: one, words: t(`admin.events.${one}`) }))}
        onChoose={(value) => {
          const chosen = GROUPS.find((one) => one === value);
          narrow({ event: chosen ? [...EVENT_GROUPS[chosen]] : undefined });
        }}
      />
      <DayField
        label={t("admin.since")}
        value={search.since ?? ""}
        onChoose={(since) => {
          narrow({ since: since || undefined });
        }}
      />
      <DayField
        label={t("admin.until")}
        value={search.until ?? ""}
        onChoose={(until) => {
          narrow({ until: until || undefined });
        }}
      />
      {(["person", "target"] as const).map(
        (key) =>
          search[key] && (
            <button
              key={key}
              type="button"
              className="chip"
              onClick={() => {
                narrow({ [key]: undefined });
              }}
            >
              {t(`admin.only_${key}`, { id: search[key] })} <Icon name="close" />
              <span className="unseen">{t("admin.drop_filter")}</span>
            </button>
          ),
      )}
    </div>
  );
}
