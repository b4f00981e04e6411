import type { RecordView } from "../../api/types";
import { utf16Positions } from "../codepoints";
import type { Mark } from "../marks";

/** What is quoted of one page: the citation's number, the page from 1, and the words. */
export interface PageMark {
  number: number;
  page: number;
  quote: string;
}

/** Where the quotes of a PDF's record stand, page by page; one that goes over a page's end stands on both. */
export function pageMarks(record: RecordView, marks: readonly Mark[]): PageMark[] {
  const found: PageMark[] = [];
  for (const mark of marks) {
    for (const section of record.sections) {
      const page = Number(section.page);
      const start = Math.max(mark.start, section.start);
      const end = Math.min(mark.end, section.end);
      if (!Number.isInteger(page) || page < 1 || start >= end) continue;
      const [from = 0, to = 0] = utf16Positions(record.text, [start, end]);
      found.push({ number: mark.number, page, quote: record.text.slice(from, to) });
    }
  }
  return found;
}
