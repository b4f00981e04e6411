import type { RecordLink } from "../api/types";
import { usePanel } from "../panel/context";
import { liveRecord } from "../panel/view";

interface RecordButtonProps {
  record: RecordLink;
  /** The passage that is meant; without it the record is opened from its beginning. */
  at?: { version: number; start: number; end: number };
}

/** A record's title, which opens it beside the page, at a passage where one is meant. */
export function RecordButton({ record, at }: RecordButtonProps) {
  const { open, push } = usePanel();
  return (
    <button
      type="button"
      className="link"
      onClick={({ currentTarget }) => {
        const show = currentTarget.closest("[data-panel]") ? push : open;
        show(
          at
            ? {
                type: "record",
                recordId: record.record_id,
                version: at.version,
                marks: [{ number: 1, start: at.start, end: at.end }],
                active: 1,
              }
            : liveRecord(record.record_id),
        );
      }}
    >
      {record.title}
    </button>
  );
}
