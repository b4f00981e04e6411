import type { Piece } from "./marks";
import styles from "./source.module.css";

interface PiecesProps {
  pieces: readonly Piece[];
  active: number | null;
}

/** Text with what is quoted of it highlighted. */
export function Pieces({ pieces, active }: PiecesProps) {
  return pieces.map((piece, index) =>
    piece.mark === null ? (
      piece.text
    ) : (
      <mark key={index} className={styles["quote"]} data-active={piece.mark === active}>
        {piece.text}
      </mark>
    ),
  );
}
