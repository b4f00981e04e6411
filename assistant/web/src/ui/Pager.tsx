import { useTranslation } from "react-i18next";

import { formatCount } from "../i18n/numbers";
import { useLanguage } from "../i18n/useLanguage";
import styles from "./Pager.module.css";

interface PagerProps {
  /** 1 for the first. */
  page: number;
  size: number;
  total: number;
  onTurn: (page: number) => void;
}

/** "51–100 of 310", and the pages before and after. Nothing where all is on one page. */
export function Pager({ page, size, total, onTurn }: PagerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (total <= size) return null;
  const last = Math.ceil(total / size);
  const from = (page - 1) * size + 1;
  return (
    <nav className={styles["pager"]} aria-label={t("pager.title")}>
      <button
        type="button"
        className="button"
        disabled={page <= 1}
        onClick={() => {
          onTurn(page - 1);
        }}
      >
        {t("pager.before")}
      </button>
      <span className={styles["place"]} role="status">
        {t("pager.place", {
          from: formatCount(from, language),
          to: formatCount(Math.min(total, page * size), language),
          total: formatCount(total, language),
        })}
      </span>
      <button
        type="button"
        className="button"
        disabled={page >= last}
        onClick={() => {
          onTurn(page + 1);
        }}
      >
        {t("pager.after")}
      </button>
    </nav>
  );
}

/** The page that an address says; 1 where it says none, the last where there are not as many. */
export function pageOf(text: string | undefined, last = 10_000): number {
  const page = Number(text);
  return Number.isSafeInteger(page) && page > 0 ? Math.min(page, Math.max(1, last)) : 1;
}
