import type { PersonCard } from "../api/types";

/** The people whose name, title, department or address contains every word of `query`. */
export function matchingPeople(people: readonly PersonCard[], query: string): PersonCard[] {
  const words = query.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  return people.filter((person) => {
    const text = [person.name, person.alternate_name, person.title, person.department, person.email]
      .join(" ")
      .normalize("NFKC")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
