import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { PersonCard } from "../api/types";
import { Icon } from "../icons/Icon";
import { Avatar } from "../people/Avatar";
import { Post } from "../people/Post";
import { useAsker } from "./context";
import { matchingPeople } from "./matching";
import styles from "./asker.module.css";

/** Every colleague one can be in the demo, with a box to narrow the list. */
export function PeopleList({ onChosen }: { onChosen?: () => void }) {
  const { t } = useTranslation();
  const { me, choose } = useAsker();
  const [query, setQuery] = useState("");
  const people = matchingPeople(me.people, query);
  const pick = (person: PersonCard): void => {
    choose(person);
    onChosen?.();
  };
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
        {people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className={styles["person"]}
              aria-current={person.id === me.person?.id}
              onClick={() => {
                pick(person);
              }}
            >
              <Avatar name={person.name} />
              <span>
                <span className={styles["name"]}>{person.name}</span>
                <Post person={person} />
              </span>
              {person.id === me.person?.id && <Icon name="check" />}
            </button>
          </li>
        ))}
        {people.length === 0 && <li className={styles["none"]}>{t("asker.none")}</li>}
      </ul>
    </div>
  );
}
