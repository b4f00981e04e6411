import { useId } from "react";

import { Icon } from "../icons/Icon";
import styles from "./SearchField.module.css";
import { LIMIT_CHARACTERS, useTyped } from "./useTyped";

interface SearchFieldProps {
  label: string;
  /** What the address says is searched for. */
  value: string;
  /** Called once typing pauses, with the words trimmed. */
  onSearch: (words: string) => void;
}

/** A search box that searches while one types, and waits for a pause first. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const id = useId();
  const { words, type, sent } = useTyped(value, onSearch);
  return (
    <div className={styles["field"]} role="search">
      <label htmlFor={id} className="unseen">
        {label}
      </label>
      <Icon name="search" />
      <input
        id={id}
        type="search"
        className={styles["input"]}
        placeholder={label}
        maxLength={LIMIT_CHARACTERS}
        value={words}
        onChange={(event) => {
          type(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          sent(words.trim());
          onSearch(words.trim());
        }}
      />
    </div>
  );
}
