import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type SourceField = Schemas["SourceField"];
export type KindOfSource = Schemas["KindOfSource"];
export type SourceStated = Schemas["SourceStated"];
export type SentFields = Schemas["NewSource"]["fields"];

/** What stands in a form: ticks as they are, everything else as text, a list one a line. */
export type Values = Record<string, string | boolean>;

type Told = SourceField["default"];

/** What stands in the form at first: what the source was told, else what is assumed. */
export function initialValues(kind: KindOfSource, stated?: SourceStated): Values {
  const values: Values = {};
  for (const field of kind.fields) {
    const told = stated ? (stated.fields[field.name] ?? null) : null;
    values[field.name] = shown(field, told ?? field.default);
  }
  return values;
}

function shown(field: SourceField, value: Told): string | boolean {
  if (field.type === "boolean") return value === true;
  if (value === null) return "";
  return Array.isArray(value) ? value.join("\n") : String(value);
}

/** What is sent: what differs from what is assumed, and what must be said. */
export function sentFields(kind: KindOfSource, values: Values): NonNullable<SentFields> {
  const sent: NonNullable<SentFields> = {};
  for (const field of kind.fields) {
    const written = values[field.name] ?? "";
    if (written === shown(field, field.default)) continue;
    const value = valueOf(field, written);
    if (value !== null) sent[field.name] = value;
  }
  return sent;
}

function valueOf(
  field: SourceField,
  written: string | boolean,
): NonNullable<SentFields>[string] | null {
  if (typeof written === "boolean") return written;
  if (field.type === "list") return linesOf(written);
  const text = written.trim();
  if (!text) return null;
  if (field.type === "choice") {
    return field.choices.find((choice) => String(choice) === text) ?? text;
  }
  if (field.type === "integer" || field.type === "number") {
    const number = Number(text);
    // What is no number is said so by the server, which names the field.
    return Number.isFinite(number) ? number : text;
  }
  return text;
}

/** The lines of a list, each once and trimmed. */
export function linesOf(written: string): string[] {
  const lines = written.split("\n").map((line) => line.trim());
  return [...new Set(lines)].filter(Boolean);
}

/** The fields that must be said and are not. */
export function missingFields(kind: KindOfSource, values: Values): string[] {
  return kind.fields
    .filter(({ required, name }) => required && !String(values[name] ?? "").trim())
    .map(({ name }) => name);
}

/** Which field of the form the server's refusal begins with, if any. */
export function fieldAtFault(words: string, kind: KindOfSource): string | undefined {
  const named = [...kind.fields.map(({ name }) => name), "name", "audience", "schedule", "tables"];
  return named
    .filter((name) => words.startsWith(`${name}:`) || words.includes(`'${name}'`))
    .sort((a, b) => b.length - a.length)[0];
}
