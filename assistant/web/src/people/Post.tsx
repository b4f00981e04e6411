import type { PersonCard } from "../api/types";
import styles from "./people.module.css";

/** A colleague's title and department; where the line is short, one below the other. */
export function Post({ person }: { person: PersonCard }) {
  return (
    <span className={styles["post"]}>
      {[person.title, person.department].filter(Boolean).map((part, index) => (
        <span key={index}>{part}</span>
      ))}
    </span>
  );
}
