import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { TableRow } from "../api/types";
import { usePanel } from "../panel/context";
import { liveRecord } from "../panel/view";
import styles from "./table.module.css";

/** A row as it was counted: its groups, and its number. */
export function Row({ row }: { row: TableRow }) {
  const [shown, setShown] = useState(false);
  const listId = useId();
  const last = row.cells.length - 1;
  return (
    <>
      <tr>
        {row.cells.map((cell, at) => (
          <td key={at} data-number={at === last && row.number !== ""}>
            {at === last ? (
              <Records row={row} shown={shown} listId={listId} onShow={setShown} />
            ) : (
              cell
            )}
          </td>
        ))}
      </tr>
      {shown && <RecordsRow row={row} span={row.cells.length} listId={listId} />}
    </>
  );
}

/** A row of numbers, one for each column. */
export function CrossRow({ name, cells }: { name: string; cells: (TableRow | null)[] }) {
  const [shown, setShown] = useState<TableRow | null>(null);
  const listId = useId();
  return (
    <>
      <tr>
        <th scope="row">{name}</th>
        {cells.map((cell, at) => (
          <td key={at} data-number="true">
            {cell && (
              <Records
                row={cell}
                shown={shown === cell}
                listId={listId}
                onShow={(open) => {
                  setShown(open ? cell : null);
                }}
              />
            )}
          </td>
        ))}
      </tr>
      {shown && <RecordsRow row={shown} span={cells.length + 1} listId={listId} />}
    </>
  );
}

interface RecordsProps {
  row: TableRow;
  shown: boolean;
  listId: string;
  onShow: (shown: boolean) => void;
}

/** A number: a click opens the record behind it, or lists them. */
function Records({ row, shown, listId, onShow }: RecordsProps) {
  const { t } = useTranslation();
  const { open } = usePanel();
  const [single] = row.records;
  const cell = row.cells.at(-1);
  if (!single) return cell;
  return (
    <button
      type="button"
      className={styles["number"]}
      aria-expanded={row.count === 1 ? undefined : shown}
      aria-controls={shown ? listId : undefined}
      title={t("table.records", { count: row.count })}
      onClick={() => {
        if (row.count === 1) open(liveRecord(single.record_id));
        else onShow(!shown);
      }}
    >
      {cell}
      <span className="unseen"> {t("table.records", { count: row.count })}</span>
    </button>
  );
}

function RecordsRow({ row, span, listId }: { row: TableRow; span: number; listId: string }) {
  const { t } = useTranslation();
  const { open } = usePanel();
  return (
    <tr>
      <td colSpan={span}>
        <ul id={listId} className={styles["records"]}>
          {row.records.map((record) => (
            <li key={record.record_id}>
              <button
                type="button"
                onClick={() => {
                  open(liveRecord(record.record_id));
                }}
              >
                {record.title}
              </button>
            </li>
          ))}
          {row.count > row.records.length && (
            <li>{t("table.more_records", { count: row.count })}</li>
          )}
        </ul>
      </td>
    </tr>
  );
}
