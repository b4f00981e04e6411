import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { components } from "../api/schema";
import { Icon } from "../icons/Icon";
import { CustomerLine } from "./CustomerLine";
import { downwardAtFirst, type Sort } from "./sorting";
import styles from "./list.module.css";

type CustomerRow = components["schemas"]["CustomerRow"];

const ROW_PX = 58;
const BEYOND = 10;
const COLUMNS = ["name", "tier", "owner", "last_contact", "open_items", "records"] as const;

interface CustomerTableProps {
  total: number;
  rowAt: (index: number) => CustomerRow | undefined;
  /** Told which rows are looked at. */
  onRange: (first: number, last: number) => void;
  sort: Sort;
  descending: boolean;
  onSort: (by: Sort, downward: boolean) => void;
}

/** A table of any length, of which only what is looked at is there; where it is narrow, cards. */
export function CustomerTable({
  total,
  rowAt,
  onRange,
  sort,
  descending,
  onSort,
}: CustomerTableProps) {
  const { t } = useTranslation();
  const body = useRef<HTMLDivElement>(null);
  const [above, setAbove] = useState(0);
  useLayoutEffect(() => {
    const main = document.getElementById("main");
    if (!body.current || !main) return;
    const within = body.current.getBoundingClientRect().top - main.getBoundingClientRect().top;
    setAbove(within + main.scrollTop);
  }, []);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled or memoised
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => document.getElementById("main"),
    estimateSize: () => ROW_PX,
    overscan: BEYOND,
    scrollMargin: above,
  });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    onRange(first, last);
  }, [onRange, first, last]);
  return (
    <div className={styles["frame"]}>
      <div role="table" aria-label={t("customers.title")} aria-rowcount={total + 1}>
        <div role="rowgroup">
          <div role="row" aria-rowindex={1} className={styles["heads"]}>
            {COLUMNS.map((column) =>
              column === "owner" ? (
                <span key={column} role="columnheader" className={styles["head"]}>
                  {t("customers.column.owner")}
                </span>
              ) : (
                <span
                  key={column}
                  role="columnheader"
                  aria-sort={sort !== column ? "none" : descending ? "descending" : "ascending"}
                  className={styles["head"]}
                >
                  <button
                    type="button"
                    className={styles["sort"]}
                    data-sorted={sort === column && (descending ? "down" : "up")}
                    onClick={() => {
                      onSort(column, sort === column ? !descending : downwardAtFirst(column));
                    }}
                  >
                    {t(`customers.column.${column}`)} <Icon name="chevron" />
                  </button>
                </span>
              ),
            )}
          </div>
        </div>
        <div
          ref={body}
          role="rowgroup"
          className={styles["rows"]}
          style={{ blockSize: rows.getTotalSize() }}
        >
          {items.map((item) => (
            <div
              key={item.key}
              ref={rows.measureElement}
              data-index={item.index}
              role="row"
              aria-rowindex={item.index + 2}
              className={styles["line"]}
              style={{ transform: `translateY(${item.start - above}px)` }}
            >
              <CustomerLine customer={rowAt(item.index)} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
