import { cut, type Mark } from "./marks";
import { Pieces } from "./Pieces";
import styles from "./source.module.css";
import { turnsOf } from "./turns";

interface TurnsBlockProps {
  text: string;
  start: number;
  end: number;
  page: string;
  /** In UTF-16 units. */
  marks: readonly Mark[];
  active: number | null;
}

/** A conversation as it was held: who speaks, when, and what they say. */
export function TurnsBlock({ text, start, end, page, marks, active }: TurnsBlockProps) {
  return turnsOf(text, start, end, page).map((turn) => (
    <div key={turn.start} className={styles["turn"]}>
      <p className={styles["speaker"]}>
        {turn.speaker}
        {turn.at && <span className={styles["at"]}>{turn.at}</span>}
      </p>
      <p className={styles["text"]}>
        <Pieces pieces={cut(text, turn.start, turn.end, marks, active)} active={active} />
      </p>
    </div>
  ));
}
