import { useTranslation } from "react-i18next";

import { usePanel } from "../panel/context";
import styles from "./map.module.css";

interface CountButtonProps {
  count: number;
  /** Of what: said to those who do not see the column. */
  of: string;
  /** Which number this is: what `CountedPanel` opens. */
  path: readonly string[];
}

/** A number that opens the records which it counts. */
export function CountButton({ count, of, path }: CountButtonProps) {
  const { t } = useTranslation();
  const { open, push } = usePanel();
  if (count === 0) return <span className={styles["zero"]}>{count}</span>;
  return (
    <button
      type="button"
      className={styles["count"]}
      aria-label={t("map.open_count", { count, of })}
      onClick={({ currentTarget }) => {
        const show = currentTarget.closest("[data-panel]") ? push : open;
        show({ type: "counted", path });
      }}
    >
      {count}
    </button>
  );
}
