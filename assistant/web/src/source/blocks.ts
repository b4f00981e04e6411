import type { RecordView } from "../api/types";
import { utf16Positions } from "./codepoints";
import { cut, type Mark, markOver, type Piece } from "./marks";

/** A fact of a structured record, as a row. */
export interface FieldRow {
  name: string;
  label: string;
  value: string;
  mark: number | null;
}

/** A section as the panel shows it: rows where it holds the record's fields, else text. */
export interface Block {
  /** Without the record's title, which stands above it all. */
  heading: string[];
  page: string;
  /** Where it stands in the text, in UTF-16 units. */
  start: number;
  end: number;
  rows: FieldRow[];
  pieces: Piece[];
}

/** The record's sections with its quoted stretches marked; `marks` count code points. */
export function blocksOf(
  record: RecordView,
  marks: readonly Mark[],
  active: number | null,
): Block[] {
  const { text, fields } = record;
  const sections = record.sections.length
    ? record.sections
    : [{ start: 0, end: Number.MAX_SAFE_INTEGER, heading: [], page: "" }];
  const units = inUnits(text, marks);
  const sectionUnits = inUnits(text, sections);
  const fieldUnits = inUnits(text, fields);
  const ownWords = (heading: string[]) => heading.filter((part) => part !== record.title);
  return sectionUnits.map((section) => {
    const rows = fieldUnits
      .filter((field) => field.start >= section.start && field.end <= section.end)
      .map((field) => ({
        name: field.name,
        label: field.label,
        value: field.value,
        mark: markOver(units, field.start, field.end, active),
      }));
    const pieces = rows.length ? [] : cut(text, section.start, section.end, units, active);
    const { page, start, end } = section;
    return { heading: ownWords(section.heading), page, start, end, rows, pieces };
  });
}

/** Spans that count code points, in UTF-16 units. */
export function inUnits<T extends { start: number; end: number }>(
  text: string,
  spans: readonly T[],
): T[] {
  const positions = utf16Positions(
    text,
    spans.flatMap((span) => [span.start, span.end]),
  );
  return spans.map((span, index) => ({
    ...span,
    start: positions[2 * index] ?? 0,
    end: positions[2 * index + 1] ?? 0,
  }));
}
