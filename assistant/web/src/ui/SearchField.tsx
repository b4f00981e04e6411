import { useEffect, useId, useState } from "react";

import { Icon } from "../icons/Icon";
import styles from "./SearchField.module.css";

const PAUSE_MS = 250;
const LIMIT_CHARACTERS = 200;

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
  const [words, setWords] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    // Another address (back, a link) has the last word; one's own may lag behind what is typed.
    if (value !== words.trim()) setWords(value);
  }
  useEffect(() => {
    if (words.trim() === value) return undefined;
    const timer = window.setTimeout(() => {
      onSearch(words.trim());
    }, PAUSE_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [words, value, onSearch]);
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
          setWords(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) onSearch(words.trim());
        }}
      />
    </div>
  );
}
