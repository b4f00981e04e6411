import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useSettled } from "../ui/useSettled";
import styles from "./filters.module.css";

const PAUSE_MS = 180;

export interface Named {
  id: string;
  name: string;
  /** What tells namesakes apart. */
  beside: string;
}

interface NamePickerProps {
  label: string;
  /** A hook: whose names have these words. */
  useFound: (words: string) => readonly Named[];
  onChoose: (id: string) => void;
}

/** A box to write a name in, with those that fit below: arrows and Enter choose. */
export function NamePicker({ label, useFound, onChoose }: NamePickerProps) {
  const { t } = useTranslation();
  const id = useId();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const wanted = words.trim();
  const settled = useSettled(wanted, PAUSE_MS);
  const told = useFound(settled);
  // Those of other words are none to choose from.
  const found = settled === wanted ? told : [];
  const place = Math.min(at, Math.max(0, found.length - 1));
  const choose = (one: Named | undefined): void => {
    if (!one) return;
    onChoose(one.id);
    setWords("");
    setAt(0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt(Math.min(place + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, place - 1));
    else if (event.key === "Enter") choose(found[place]);
    else return;
    event.preventDefault();
  };
  const open = wanted !== "";
  return (
    <div className={styles["picker"]}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open && found[place] ? `${id}-${place}` : undefined}
        placeholder={t("filter.write_name")}
        maxLength={100}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={!open || found.length === 0}>
        {found.map((one, index) => (
          <li
            key={one.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === place}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(one);
            }}
          >
            {one.name}
            {one.beside && <span className="quiet"> {one.beside}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
