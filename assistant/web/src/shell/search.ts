/** What stands behind the ? of an address: plain texts, a list as the same name again. */
export type Search = Record<string, string | string[] | undefined>;

export function parseSearch(query: string): Search {
  const search: Search = {};
  const parameters = new URLSearchParams(query);
  for (const name of new Set(parameters.keys())) {
    const all = parameters.getAll(name);
    search[name] = all.length > 1 ? all : all[0];
  }
  return search;
}

export function writeSearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === "string" && one) parameters.append(name, one);
    }
  }
  // These need no escape behind a ?, and read better without.
  const written = parameters.toString().replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",");
  return written ? `?${written}` : "";
}

/** One text of an address; the first where it is there twice. */
export function text(value: Search[string]): string | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  return one === "" ? undefined : one;
}

/** A list of an address, each once. */
export function list(value: Search[string]): string[] | undefined {
  const all = [...new Set(Array.isArray(value) ? value : [value ?? ""])].filter(Boolean);
  return all.length > 0 ? all : undefined;
}

/** One of `choices`, or nothing. */
export function oneOf<T extends string>(
  value: Search[string],
  choices: readonly T[],
): T | undefined {
  const one = text(value);
  return choices.find((choice) => choice === one);
}

/** Those of a list that are among `choices`, or nothing. */
export function someOf<T extends string>(
  value: Search[string],
  choices: readonly T[],
): T[] | undefined {
  const some = list(value)?.flatMap((one) => choices.filter((choice) => choice === one));
  return some?.length ? some : undefined;
}

/** A day as a calendar has it, 2026-06-30, or nothing. */
export function day(value: Search[string]): string | undefined {
  const one = text(value) ?? "";
  const moment = /^\d{4}-\d\d-\d\d$/.test(one) ? new Date(`${one}T00:00Z`) : null;
  return moment && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(one)
    ? one
    : undefined;
}
