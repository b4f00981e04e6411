import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import type { PersonCard } from "../api/types";
import { useNameOf } from "../i18n/names";
import { Avatar } from "./Avatar";
import { Post } from "./Post";
import styles from "./line.module.css";

interface PersonLineProps {
  person: PersonCard;
  /** Beside the name. */
  badge?: ReactNode;
  /** Below the post. */
  children?: ReactNode;
}

/** A colleague in a line or two, whose name leads to their page. */
export function PersonLine({ person, badge, children }: PersonLineProps) {
  const nameOf = useNameOf();
  return (
    <div className={styles["line"]}>
      <Avatar of={person} />
      <div className={styles["who"]}>
        <p className={styles["head"]}>
          <Link to="/people/$id" params={{ id: person.id }} className={styles["name"]}>
            {nameOf(person)}
          </Link>
          {badge}
        </p>
        <Post person={person} />
        {children}
      </div>
    </div>
  );
}
