import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import type { PersonCard } from "../api/types";
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
  return (
    <div className={styles["line"]}>
      <Avatar name={person.name} />
      <div className={styles["who"]}>
        <p className={styles["head"]}>
          <Link to="/people/$id" params={{ id: person.id }} className={styles["name"]}>
            {person.name}
          </Link>
          {badge}
        </p>
        <Post person={person} />
        {children}
      </div>
    </div>
  );
}
