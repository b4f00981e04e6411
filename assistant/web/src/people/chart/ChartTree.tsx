import { Link, useNavigate } from "@tanstack/react-router";
import { type CSSProperties, type KeyboardEvent, memo, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useNameOf } from "../../i18n/names";
import { formatCount } from "../../i18n/numbers";
import { useLanguage } from "../../i18n/useLanguage";
import { Icon } from "../../icons/Icon";
import { Avatar } from "../Avatar";
import { Post } from "../Post";
import { type Row, stepOf } from "./tree";
import styles from "./chart.module.css";

const DEEPEST = 8;

interface ChartTreeProps {
  rows: readonly Row[];
  /** Whom to bring into view. */
  person: string | undefined;
  setOpen: (id: string, open: boolean) => void;
}

/**
 * The rows as a tree. One of them is in the order of Tab; arrows lead from one to the next, right and
 * left open and close, Enter goes to the colleague's page.
 */
export function ChartTree({ rows, person, setOpen }: ChartTreeProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tree = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(person);
  const current = Math.max(
    0,
    rows.findIndex((row) => row.one.person.id === at),
  );

  useEffect(() => {
    if (!person) return;
    tree.current
      ?.querySelector(`[data-person="${CSS.escape(person)}"]`)
      ?.scrollIntoView({ block: "center" });
  }, [person]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rows[current];
    if (event.key === "Enter" && row && event.target instanceof HTMLLIElement) {
      void navigate({ to: "/people/$id", params: { id: row.one.person.id } });
      return;
    }
    const step = stepOf(rows, current, event.key);
    if (!step) return;
    event.preventDefault();
    if (step.type !== "to") {
      setOpen(step.id, step.type === "open");
      return;
    }
    const next = rows[step.index]?.one.person.id;
    setAt(next);
    tree.current
      ?.querySelector<HTMLElement>(`[data-person="${CSS.escape(next ?? "")}"]`)
      ?.focus();
  };

  return (
    <ul
      ref={tree}
      role="tree"
      aria-label={t("chart.title")}
      className={styles["tree"]}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, index) => (
        <TreeItem
          key={row.one.person.id}
          row={row}
          current={index === current}
          shown={row.one.person.id === person}
          onFocus={setAt}
          onToggle={setOpen}
        />
      ))}
    </ul>
  );
}

interface TreeItemProps {
  row: Row;
  current: boolean;
  shown: boolean;
  onFocus: (id: string) => void;
  onToggle: (id: string, open: boolean) => void;
}

/** Drawn again only where its own row changes: there may be thousands. */
const TreeItem = memo(function TreeItem({ row, current, shown, onFocus, onToggle }: TreeItemProps) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { one, open } = row;
  const { person } = one;
  return (
    <li
      role="treeitem"
      data-person={person.id}
      data-wanted={row.wanted}
      data-shown={shown}
      aria-level={row.level}
      aria-setsize={row.of}
      aria-posinset={row.place}
      {...(open === null ? {} : { "aria-expanded": open })}
      aria-selected={shown}
      tabIndex={current ? 0 : -1}
      className={styles["item"]}
      style={{ "--level": Math.min(row.level, DEEPEST) - 1 } as CSSProperties}
      onFocus={() => {
        onFocus(person.id);
      }}
    >
      <span
        className={styles["twist"]}
        data-open={open}
        aria-hidden="true"
        onClick={() => {
          if (open !== null) onToggle(person.id, !open);
        }}
      >
        {open !== null && <Icon name="chevron" />}
      </span>
      <Avatar of={person} />
      <span className={styles["who"]}>
        <Link to="/people/$id" params={{ id: person.id }} tabIndex={-1} className={styles["name"]}>
          {nameOf(person)}
        </Link>
        {!one.active && <span className="badge badge-warning">{t("people.has_left")}</span>}
        <Post person={person} />
      </span>
      {one.reports > 0 && (
        <span className={styles["span"]}>
          <span>{t("chart.reports", { count: one.reports, shown: formatCount(one.reports, language) })}</span>
          {one.below > one.reports && (
            <span>{t("chart.below", { count: one.below, shown: formatCount(one.below, language) })}</span>
          )}
        </span>
      )}
    </li>
  );
});
