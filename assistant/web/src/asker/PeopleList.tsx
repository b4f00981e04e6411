import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { PersonCard } from "../api/types";
import { useNameOf } from "../i18n/names";
import { Icon } from "../icons/Icon";
import { Avatar } from "../people/Avatar";
import { Post } from "../people/Post";
import { matchingPeople } from "./matching";
import styles from "./asker.module.css";

interface PeopleListProps {
  people: readonly PersonCard[];
  current?: PersonCard | undefined;
  onChosen: (person: PersonCard) => void;
}

/** Colleagues to choose from, with a box to narrow the list. */
export function PeopleList({ people, current, onChosen }: PeopleListProps) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const [query, setQuery] = useState("");
  const matching = matchingPeople(people, query);
  return (
    <div className={styles["picker"]}>
      <input
        type="search"
        className={styles["filter"]}
        placeholder={t("asker.filter")}
        aria-label={t("asker.filter")}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
        }}
      />
      <ul className={styles["people"]} aria-label={t("asker.people")}>
        {matching.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className={styles["person"]}
              aria-current={person.id === current?.id}
              onClick={() => {
                onChosen(person);
              }}
            >
              <Avatar of={person} />
              <span>
                <span className={styles["name"]}>{nameOf(person)}</span>
                <Post person={person} />
              </span>
              {person.id === current?.id && <Icon name="check" />}
            </button>
          </li>
        ))}
        {matching.length === 0 && <li className={styles["none"]}>{t("asker.none")}</li>}
      </ul>
    </div>
  );
}
