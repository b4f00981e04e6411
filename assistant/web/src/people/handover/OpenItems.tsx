import { useTranslation } from "react-i18next";

import type { OpenItem } from "../../api/types";
import { formatMoment } from "../../i18n/dates";
import { useNameOf } from "../../i18n/names";
import { useLanguage } from "../../i18n/useLanguage";
import { usePanel } from "../../panel/context";
import { Part } from "../../ui/Part";
import styles from "./handover.module.css";

/** What is open in their hands, each with the words that say so. */
export function OpenItems({ items }: { items: readonly OpenItem[] }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { open } = usePanel();
  if (items.length === 0) return null;
  return (
    <Part title={t("handover.open")} count={items.length}>
      <ul className={styles["items"]}>
        {items.map((item) => (
          <li key={`${item.record.record_id}:${item.start}`}>
            <button
              type="button"
              className={styles["open"]}
              onClick={() => {
                open({
                  type: "record",
                  recordId: item.record.record_id,
                  version: item.version,
                  marks: [{ number: 1, start: item.start, end: item.end }],
                  active: 1,
                });
              }}
            >
              <span className={styles["head"]}>
                <span className={styles["name"]}>{item.record.title}</span>
                <span className="badge">{t(`handover.kind.${item.kind}`)}</span>
                {item.past_due && <span className="badge badge-warning">{t("handover.past_due")}</span>}
              </span>
              <span className={styles["meta"]}>
                {item.due && (
                  <span>{t("handover.due", { date: formatMoment(item.due, language, "short") })}</span>
                )}
                {item.customer && <span>{nameOf(item.customer)}</span>}
                {item.status && <span>{item.status}</span>}
              </span>
              {(item.kind === "promise" || item.kind === "request" || item.kind === "date") && (
                <span className={styles["quote"]}>{item.words}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </Part>
  );
}
