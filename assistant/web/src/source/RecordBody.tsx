import { useEffect, useMemo, useRef } from "react";

import type { RecordView } from "../api/types";
import { type Block, blocksOf } from "./blocks";
import { FieldList } from "./FieldList";
import type { Mark, Piece } from "./marks";
import { bringIntoView } from "./bringIntoView";
import styles from "./source.module.css";
import { usePageLabel } from "./usePageLabel";

interface RecordBodyProps {
  record: RecordView;
  marks: readonly Mark[];
  active: number | null;
}

/** The record's sections with the quotes highlighted; the active one is brought into view. */
export function RecordBody({ record, marks, active }: RecordBodyProps) {
  const blocks = useMemo(() => blocksOf(record, marks, active), [record, marks, active]);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const quote = body.current?.querySelector("[data-active=true]");
    const panel = quote?.closest("[data-scroll]");
    if (quote && panel) bringIntoView(quote, panel);
  }, [record, marks, active]);
  return (
    <div ref={body}>
      {blocks.map((block, index) => (
        <BlockView
          key={index}
          block={block}
          previous={blocks[index - 1]}
          active={active}
          uri={record.uri}
        />
      ))}
    </div>
  );
}

interface BlockViewProps {
  block: Block;
  previous: Block | undefined;
  active: number | null;
  uri: string;
}

function BlockView({ block, previous, active, uri }: BlockViewProps) {
  const pageLabel = usePageLabel();
  const heading = block.heading.at(-1);
  const sameHeading = previous?.heading.join("\n") === block.heading.join("\n");
  const above = block.heading.slice(0, -1).join(" › ");
  const trail = above === previous?.heading.slice(0, -1).join(" › ") ? "" : above;
  return (
    <section className={styles["section"]}>
      {block.page && block.page !== previous?.page && (
        <p className={styles["page"]}>{pageLabel(block.page, uri)}</p>
      )}
      {heading && !sameHeading && (
        <>
          {trail && <p className={styles["trail"]}>{trail}</p>}
          <h3 className={styles["heading"]}>{heading}</h3>
        </>
      )}
      {block.rows.length > 0 ? (
        <FieldList rows={block.rows} active={active} />
      ) : (
        <p className={styles["text"]}>
          {block.pieces.map((piece, index) => (
            <PieceView key={index} piece={piece} active={active} />
          ))}
        </p>
      )}
    </section>
  );
}

function PieceView({ piece, active }: { piece: Piece; active: number | null }) {
  if (piece.mark === null) return piece.text;
  return (
    <mark className={styles["quote"]} data-active={piece.mark === active}>
      {piece.text}
    </mark>
  );
}
