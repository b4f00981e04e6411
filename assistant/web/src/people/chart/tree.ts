/** The organisation chart as the rows of a tree that one opens and closes. */
import type { ChartPerson, OrgChart } from "../../api/types";

/** A row in sight. `level`, `place` and `of` count from 1, as readers of a screen say them. */
export interface Row {
  one: ChartPerson;
  level: number;
  place: number;
  of: number;
  /** null: leads nobody who is shown */
  open: boolean | null;
  /** Is itself what is looked for; all are where nothing is. */
  wanted: boolean;
}

export type Wanted = (one: ChartPerson) => boolean;

/** As many as still stand on a page or two with two levels open. */
const FEW = 60;

/** Who is led by whom, in the order of the chart. */
function reportsOf(chart: OrgChart): Map<string, ChartPerson[]> {
  const led = new Map<string, ChartPerson[]>();
  for (const one of chart.people) {
    if (!one.manager_id) continue;
    const beside = led.get(one.manager_id);
    if (beside) beside.push(one);
    else led.set(one.manager_id, [one]);
  }
  return led;
}

/** Everybody above somebody, the nearest first. */
export function aboveOf(chart: OrgChart, id: string): string[] {
  return lineOf(managersOf(chart), id);
}

function managersOf(chart: OrgChart): ReadonlyMap<string, string> {
  return new Map(chart.people.map((one) => [one.person.id, one.manager_id]));
}

function lineOf(manager: ReadonlyMap<string, string>, id: string): string[] {
  const above: string[] = [];
  for (let at = manager.get(id); at && !above.includes(at); at = manager.get(at)) above.push(at);
  return above;
}

/** What is open at first: the heads, in a small company those they lead as well, and whoever stands above `id`. */
export function firstOpen(chart: OrgChart, id?: string): Set<string> {
  const open = new Set(chart.heads);
  if (chart.people.length <= FEW) {
    for (const one of chart.people) if (chart.heads.includes(one.manager_id)) open.add(one.person.id);
  }
  if (id) for (const one of aboveOf(chart, id)) open.add(one);
  return open;
}

/**
 * The rows in sight, from the heads down. Where somebody is `wanted`, those and whoever stands above
 * them alone, all of it open.
 */
export function rowsOf(chart: OrgChart, open: ReadonlySet<string>, wanted: Wanted | null): Row[] {
  const led = reportsOf(chart);
  const kept = wanted && keptOf(chart, wanted);
  const inSight = (ones: readonly ChartPerson[]): ChartPerson[] =>
    ones.filter(({ person }) => !kept || kept.has(person.id));
  const byId = new Map(chart.people.map((one) => [one.person.id, one]));
  const rows: Row[] = [];
  const walk = (ones: readonly ChartPerson[], level: number): void => {
    ones.forEach((one, index) => {
      const below = inSight(led.get(one.person.id) ?? []);
      const isOpen = kept !== null || open.has(one.person.id);
      rows.push({
        one,
        level,
        place: index + 1,
        of: ones.length,
        open: below.length > 0 ? isOpen : null,
        wanted: !wanted || wanted(one),
      });
      if (isOpen) walk(below, level + 1);
    });
  };
  walk(inSight(chart.heads.flatMap((id) => byId.get(id) ?? [])), 1);
  return rows;
}

/** Whoever is wanted and whoever stands above them. */
function keptOf(chart: OrgChart, wanted: Wanted): Set<string> {
  const kept = new Set<string>();
  const manager = managersOf(chart);
  for (const one of chart.people) {
    if (!wanted(one)) continue;
    kept.add(one.person.id);
    for (const above of lineOf(manager, one.person.id)) kept.add(above);
  }
  return kept;
}

/** Where a key leads from a row, by the pattern of a tree; undefined where it does nothing. */
export type Step =
  | { type: "to"; index: number }
  | { type: "open" | "close"; id: string }
  | undefined;

export function stepOf(rows: readonly Row[], index: number, key: string): Step {
  const row = rows[index];
  if (!row) return undefined;
  const to = (next: number): Step =>
    next >= 0 && next < rows.length && next !== index ? { type: "to", index: next } : undefined;
  switch (key) {
    case "ArrowDown":
      return to(index + 1);
    case "ArrowUp":
      return to(index - 1);
    case "Home":
      return to(0);
    case "End":
      return to(rows.length - 1);
    case "ArrowRight":
      if (row.open === null) return undefined;
      return row.open ? to(index + 1) : { type: "open", id: row.one.person.id };
    case "ArrowLeft": {
      if (row.open) return { type: "close", id: row.one.person.id };
      for (let at = index - 1; at >= 0; at -= 1) {
        if ((rows[at]?.level ?? 0) < row.level) return to(at);
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

/** Whether somebody's name, title, department or address holds each of the words. */
export function holding(words: string): Wanted | null {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.length === 0) return null;
  return ({ person }) => {
    const told = [person.name, person.alternate_name, person.title, person.department, person.email]
      .join(" ")
      .toLowerCase();
    return parts.every((part) => told.includes(part));
  };
}
