import { useTranslation } from "react-i18next";

import type { components } from "../../api/schema";
import { formatMoment } from "../../i18n/dates";
import { useNameOf } from "../../i18n/names";
import { useLanguage } from "../../i18n/useLanguage";
import { usePanel } from "../../panel/context";
import { QuoteButton } from "../../source/QuoteButton";
import { RecordButton } from "../../source/RecordButton";
import styles from "./page.module.css";

type OpenItem = components["schemas"]["OpenItem"];

/** What is not done, was promised, or is still to come, each with the words that say so. */
export function OpenItemList({ items }: { items: readonly OpenItem[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return <p className="quiet">{t("customer_page.open_none")}</p>;
  return (
    <ul className={styles["items"]}>
      {items.map((item) => (
        <li key={`${item.record.record_id}:${item.start}:${item.kind}`}>
          <OneItem item={item} />
        </li>
      ))}
    </ul>
  );
}

function OneItem({ item }: { item: OpenItem }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { open } = usePanel();
  const { record, kind, due, past_due, side, who, person, version, quote, start, end, words } = item;
  return (
    <article className={styles["item"]}>
      <p className={styles["item-head"]}>
        <span className="badge">{t(`open_item.${kind}`)}</span>
        {due && (
          <span className={past_due ? "badge badge-warning" : styles["due"]}>
            {t(past_due ? "open_item.past_due" : "open_item.due", {
              date: formatMoment(due, language, "short"),
            })}
          </span>
        )}
        {person ? (
          <button
            type="button"
            className="link"
            onClick={() => {
              open({ type: "person", id: person.id });
            }}
          >
            {nameOf(person)}
          </button>
        ) : (
          who && <span>{who}</span>
        )}
        <span className="quiet">{t(`open_item.side.${side || "both"}`)}</span>
      </p>
      {quote ? (
        <QuoteButton
          recordId={record.record_id}
          version={version}
          title={record.title}
          quote={quote}
          start={start}
          end={end}
          words={words}
        />
      ) : null}
      <p className={styles["item-foot"]}>
        {t(`kind.${item.record_kind}`)} {words !== record.title && <RecordButton record={record} />}
        {item.said_at && <span>{formatMoment(item.said_at, language, "short")}</span>}
        {item.later && (
          <span>
            {t("open_item.later")} <RecordButton record={item.later} />
          </span>
        )}
      </p>
    </article>
  );
}
