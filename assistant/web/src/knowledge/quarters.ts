import type { components } from "../api/schema";

type MapTopic = components["schemas"]["MapTopic"];

/** Every quarter from the first to the last that anything has, also those between without. */
export function quartersOf(topics: readonly MapTopic[]): string[] {
  const said = topics.flatMap(({ quarters }) => quarters.map(({ name }) => name)).sort();
  const [first, last] = [said[0], said.at(-1)];
  if (!first || !last) return [];
  const all: string[] = [];
  let [year = 0, quarter = 0] = first.split("-Q").map(Number);
  for (let name = first; name <= last; name = `${year}-Q${quarter}`) {
    all.push(name);
    quarter += 1;
    if (quarter > 4) {
      quarter = 1;
      year += 1;
    }
  }
  return all;
}

/** How many records a topic has in each of these quarters. */
export function countsIn(topic: MapTopic, quarters: readonly string[]): number[] {
  const counts = new Map(topic.quarters.map(({ name, record_count }) => [name, record_count]));
  return quarters.map((name) => counts.get(name) ?? 0);
}
