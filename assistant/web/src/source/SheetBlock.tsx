import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { cut, type Mark } from "./marks";
import { Pieces } from "./Pieces";
import { type Sheet, sheetOf, type SheetRow } from "./sheet";
import styles from "./source.module.css";

/** So many rows are shown about the one that is quoted; more when they are asked for. */
const ABOUT = 40;
const STEP = 200;

interface SheetBlockProps {
  text: string;
  start: number;
  end: number;
  page: string;
  /** In UTF-16 units. */
  marks: readonly Mark[];
  active: number | null;
}

/** A sheet's rows under their columns, the quoted one among its neighbours. */
export function SheetBlock({ text, start, end, page, marks, active }: SheetBlockProps) {
  const { t } = useTranslation();
  const sheet = useMemo(() => sheetOf(text, start, end, page), [text, start, end, page]);
  const quoted = quotedRow(sheet, marks, active);
  const [more, setMore] = useState({ before: 0, after: 0 });
  const first = Math.max(0, quoted - ABOUT - more.before);
  const last = Math.min(sheet.rows.length, quoted + ABOUT + 1 + more.after);
  const numbered = sheet.rows.some((row) => row.number !== null);
  return (
    <>
      {first > 0 && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            setMore({ ...more, before: more.before + STEP });
          }}
        >
          {t("sheet.earlier", { count: first })}
        </button>
      )}
      <div className={`table-frame ${styles["sheet"] ?? ""}`} tabIndex={0} role="group" aria-label={sheet.name || t("sheet.rows")}>
        <table className="table">
          {sheet.columns.length > 0 && (
            <thead>
              <tr>
                {numbered && (
                  <th scope="col">
                    <span className="unseen">{t("sheet.row")}</span>
                  </th>
                )}
                {sheet.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {sheet.rows.slice(first, last).map((row) => (
              <Row
                key={row.start}
                row={row}
                text={text}
                marks={marks}
                active={active}
                columns={sheet.columns.length}
                numbered={numbered}
              />
            ))}
          </tbody>
        </table>
      </div>
      {last < sheet.rows.length && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            setMore({ ...more, after: more.after + STEP });
          }}
        >
          {t("sheet.later", { count: sheet.rows.length - last })}
        </button>
      )}
    </>
  );
}

interface RowProps {
  row: SheetRow;
  text: string;
  marks: readonly Mark[];
  active: number | null;
  columns: number;
  numbered: boolean;
}

function Row({ row, text, marks, active, columns, numbered }: RowProps) {
  const touched = marks.filter((mark) => mark.start < row.end && mark.end > row.start);
  const pieces = ([from, to]: readonly [number, number]) => (
    <Pieces pieces={cut(text, from, to, marks, active)} active={null} />
  );
  return (
    <tr
      data-quoted={touched.length > 0}
      data-active={touched.some((mark) => mark.number === active)}
    >
      {numbered && <td className={styles["row-number"]}>{row.number}</td>}
      {row.loose.length > 0 ? (
        <td colSpan={Math.max(1, columns)}>{row.loose.map(pieces)}</td>
      ) : (
        row.cells.map((cell, index) => <td key={index}>{cell && pieces(cell)}</td>)
      )}
    </tr>
  );
}

function quotedRow({ rows }: Sheet, marks: readonly Mark[], active: number | null): number {
  const wanted = marks.find((mark) => mark.number === active) ?? marks[0];
  const found = wanted
    ? rows.findIndex((row) => wanted.start < row.end && wanted.end > row.start)
    : 0;
  return Math.max(0, found);
}
