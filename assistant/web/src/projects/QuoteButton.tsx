import type { RecordQuote } from "../api/types";
import { usePanel } from "../panel/context";
import styles from "./projects.module.css";

/** Words of a record, and where they stand; a click opens it there. */
export function QuoteButton({ quote }: { quote: RecordQuote }) {
  const { open } = usePanel();
  const place = [quote.title, ...quote.heading.filter((one) => one !== quote.title)];
  return (
    <button
      type="button"
      className={styles["quote"]}
      onClick={() => {
        open({
          type: "record",
          recordId: quote.record_id,
          version: quote.version,
          marks: [{ number: 1, start: quote.start, end: quote.end }],
          active: 1,
        });
      }}
    >
      <span>{quote.quote}</span>
      <span className={styles["source"]}>{place.slice(0, 3).join(" › ")}</span>
    </button>
  );
}
