import { type Named, useNameOf } from "../i18n/names";
import styles from "./people.module.css";

const HUES = 6;

/** A person's initials on a quiet ground whose hue stays with them in either language. */
export function Avatar({ of }: { of: Named }) {
  const nameOf = useNameOf();
  return (
    <span className={styles["avatar"]} data-hue={hueOf(of.name)} aria-hidden="true">
      {initials(nameOf(of))}
    </span>
  );
}

/** The given name of a Chinese name (its last one or two characters), else first and last initials. */
function initials(name: string): string {
  const letters = [...name.trim()];
  if (letters.some((letter) => /\p{Script=Han}/u.test(letter))) {
    const han = letters.filter((letter) => /\p{Script=Han}/u.test(letter));
    return han.slice(han.length > 2 ? -2 : -1).join("");
  }
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? words.at(-1) : "";
  return `${words[0]?.[0] ?? ""}${last?.[0] ?? ""}`.toUpperCase();
}

function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum += letter.codePointAt(0) ?? 0;
  return sum % HUES;
}
