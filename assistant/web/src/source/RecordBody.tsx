import { useEffect, useMemo, useRef } from "react";

import type { RecordView } from "../api/types";
import { type Block, blocksOf, inUnits } from "./blocks";
import { bringIntoView } from "./bringIntoView";
import { useLabels } from "../i18n/labels";
import { FieldList } from "./FieldList";
import type { Mark } from "./marks";
import { Outline } from "./Outline";
import { Pieces } from "./Pieces";
import { SheetBlock } from "./SheetBlock";
import styles from "./source.module.css";
import { TurnsBlock } from "./TurnsBlock";
import { usePageLabel } from "./usePageLabel";

interface RecordBodyProps {
  record: RecordView;
  marks: readonly Mark[];
  active: number | null;
}

/** The record's text in its form, the quotes highlighted; the active one is brought into view. */
export function RecordBody({ record, marks, active }: RecordBodyProps) {
  const blocks = useMemo(() => blocksOf(record, marks, active), [record, marks, active]);
  const units = useMemo(() => inUnits(record.text, marks), [record, marks]);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const quote = body.current?.querySelector("[data-active=true]");
    const panel = quote?.closest("[data-scroll]");
    if (quote && panel) bringIntoView(quote, panel);
  }, [record, marks, active]);
  return (
    <div ref={body}>
      <Outline blocks={blocks} />
      {blocks.map((block, index) => (
        <BlockView
          key={index}
          index={index}
          block={block}
          previous={blocks[index - 1]}
          record={record}
          marks={units}
          active={active}
        />
      ))}
    </div>
  );
}

interface BlockViewProps extends RecordBodyProps {
  index: number;
  block: Block;
  previous: Block | undefined;
}

function BlockView({ index, block, previous, record, marks, active }: BlockViewProps) {
  const pageLabel = usePageLabel();
  const { label } = useLabels();
  const heading = block.heading.at(-1);
  const sameHeading = previous?.heading.join("\n") === block.heading.join("\n");
  const above = block.heading.slice(0, -1).join(" › ");
  const trail = above === previous?.heading.slice(0, -1).join(" › ") ? "" : above;
  // A turn says itself when it was spoken.
  const page = record.form === "turns" || block.page === previous?.page ? "" : block.page;
  return (
    <section className={styles["section"]} data-block={index}>
      {page && <p className={styles["page"]}>{pageLabel(page, record.uri)}</p>}
      {heading && !sameHeading && (
        <>
          {trail && <p className={styles["trail"]}>{trail}</p>}
          <h3 className={styles["heading"]}>{record.form === "fields" ? label(heading) : heading}</h3>
        </>
      )}
      <Content block={block} record={record} marks={marks} active={active} />
    </section>
  );
}

function Content({ block, record, marks, active }: RecordBodyProps & { block: Block }) {
  if (block.rows.length > 0) return <FieldList rows={block.rows} active={active} />;
  const { start, end, page } = block;
  const own = { text: record.text, start, end, page, marks, active };
  if (record.form === "turns") return <TurnsBlock {...own} />;
  if (record.form === "table") return <SheetBlock {...own} />;
  return (
    <p className={styles["text"]}>
      <Pieces pieces={block.pieces} active={active} />
    </p>
  );
}
