import { useTranslation } from "react-i18next";

import { usePanel } from "../panel/context";
import styles from "./quote.module.css";

interface QuoteButtonProps {
  recordId: string;
  version: number;
  title: string;
  quote: string;
  start: number;
  end: number;
  /** What to show of it, where that is less. */
  words?: string;
}

/** The words of a record, which open it at this place. */
export function QuoteButton({ recordId, version, title, quote, start, end, words }: QuoteButtonProps) {
  const { t } = useTranslation();
  const { open, push } = usePanel();
  return (
    <button
      type="button"
      className={styles["quote"]}
      title={t("quote.open", { title })}
      onClick={({ currentTarget }) => {
        const show = currentTarget.closest("[data-panel]") ? push : open;
        show({
          type: "record",
          recordId,
          version,
          marks: [{ number: 1, start, end }],
          active: 1,
        });
      }}
    >
      {words ?? quote}
    </button>
  );
}
