import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Fault } from "../admin/Fault";
import { useChange } from "../admin/useChange";
import { Icon } from "../icons/Icon";
import { Loaded } from "../ui/Loaded";
import { Moment } from "./Moment";
import { reasonOf } from "./reasons";
import styles from "./sources.module.css";
import { type FailureView, sourcesChanged, type SourceView, steps, useFailures } from "./sourcing";

const AT_ONCE = 50;

/** What of a source did not go in: why, since when, and trying it again. */
export function FailureList({ view }: { view: SourceView }) {
  const { t } = useTranslation();
  const query = useFailures();
  const source = view.name;
  const { refetch } = query;
  // What failed is known when a sync is over, and is counted while one runs.
  const told = `${view.state} ${view.last_finished_at ?? ""} ${view.failures}`;
  const known = useRef(told);
  useEffect(() => {
    if (known.current === told) return;
    known.current = told;
    void refetch();
  }, [told, refetch]);
  return (
    <section id="failures" aria-label={t("sources.failed_items")}>
      <h2 className={styles["section"]}>{t("sources.failed_items")}</h2>
      <Loaded query={query}>
        {({ failures }) => (
          <Items source={source} items={failures.filter((one) => one.source === source)} />
        )}
      </Loaded>
    </section>
  );
}

function Items({ source, items }: { source: string; items: readonly FailureView[] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(AT_ONCE);
  const change = useChange();
  if (items.length === 0) return <p className="quiet">{t("sources.none_failed")}</p>;
  const retry = (item = "") => {
    void change.run(async () => {
      try {
        await steps.retry(source, item);
      } finally {
        await sourcesChanged();
      }
    });
  };
  return (
    <>
      <div className={styles["steps"]}>
        <button
          type="button"
          className="button"
          disabled={change.busy}
          onClick={() => {
            retry();
          }}
        >
          <Icon name="retry" /> {t("sources.retry_all", { count: items.length })}
        </button>
      </div>
      <Fault fault={change.fault} />
      <ul className={styles["failures"]}>
        {items.slice(0, shown).map((one, place) => (
          <Item
            key={one.external_id || String(place)}
            one={one}
            busy={change.busy}
            onRetry={retry}
          />
        ))}
      </ul>
      {items.length > shown && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            setShown(shown + AT_ONCE);
          }}
        >
          {t("admin.more")}
        </button>
      )}
    </>
  );
}

interface ItemProps {
  one: FailureView;
  busy: boolean;
  onRetry: (item: string) => void;
}

function Item({ one, busy, onRetry }: ItemProps) {
  const { t } = useTranslation();
  return (
    <li className={styles["failure"]}>
      <div>
        <p className={styles["item"]}>{one.external_id || t("sources.hidden_item")}</p>
        <p>
          <span className="badge badge-warning">{t(`sources.reason.${reasonOf(one.reason)}`)}</span>{" "}
          <span className="quiet">
            {t("sources.attempts", { count: one.attempts })} <Moment at={one.last_at} />
          </span>
        </p>
        {one.message && (
          <p className={styles["said"]} lang="en">
            {one.message}
          </p>
        )}
      </div>
      {one.external_id && (
        <button
          type="button"
          className="quiet-button"
          disabled={busy}
          onClick={() => {
            onRetry(one.external_id);
          }}
        >
          <Icon name="retry" /> {t("sources.retry")}
          <span className="unseen">{one.external_id}</span>
        </button>
      )}
    </li>
  );
}
