import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { AnswerTable } from "../api/types";
import { CountChart } from "./CountChart";
import { CrossRow, Row } from "./CountedRows";
import { crossTabOf } from "./crossTab";
import styles from "./table.module.css";

const SHORT = 12;

interface CountedTableProps {
  table: AnswerTable;
  /** The records that the sentences above cite, each a click away there. */
  cited: ReadonlySet<string>;
}

/** What was counted: each number with the records behind it one click away, and a picture where it helps. */
export function CountedTable({ table, cited }: CountedTableProps) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  if (table.rows.length === 0 || saysNoMore(table, cited)) return null;
  const crossed = crossTabOf(table);
  const lines = crossed
    ? crossed.rows.map((row, at) => <CrossRow key={at} name={row.name} cells={row.cells} />)
    : table.rows.map((row, at) => <Row key={at} row={row} />);
  const shown = whole ? lines : lines.slice(0, SHORT);
  const hidden = (crossed ? lines.length : table.total_rows) - shown.length;
  const heads = crossed?.heads ?? table.columns;
  const numbersFrom = crossed ? 1 : table.rows[0]?.number ? table.columns.length - 1 : Infinity;
  return (
    <section className={styles["counted"]}>
      {table.chart !== "" && <CountChart table={table} />}
      <div className={styles["scroll"]}>
        <table>
          <caption className="unseen">{table.caption}</caption>
          <thead>
            <tr>
              {heads.map((column, at) => (
                <th key={at} scope="col" data-number={at >= numbersFrom}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{shown}</tbody>
        </table>
      </div>
      {hidden > 0 && shown.length < lines.length ? (
        <button
          type="button"
          className={styles["more"]}
          onClick={() => {
            setWhole(true);
          }}
        >
          {t("table.more_rows", { count: hidden })}
        </button>
      ) : (
        hidden > 0 && <p className={styles["rest"]}>{t("table.more_rows", { count: hidden })}</p>
      )}
    </section>
  );
}

/** One number, or a list, whose records are all among the sources. */
function saysNoMore({ columns, rows, total_rows }: AnswerTable, cited: ReadonlySet<string>): boolean {
  return (
    columns.length === 1 &&
    total_rows === rows.length &&
    rows.every(
      ({ records, count }) =>
        records.length === count && records.every((record) => cited.has(record.record_id)),
    )
  );
}
