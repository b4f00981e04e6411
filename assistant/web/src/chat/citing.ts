import type { Citation } from "../api/types";
import type { PanelView } from "../panel/view";

/** The record a citation points into, with every passage that the same answer quotes from it. */
export function panelViewOf(citation: Citation, all: readonly Citation[]): PanelView {
  return {
    type: "record",
    recordId: citation.record_id,
    version: citation.version,
    marks: all
      .filter((each) => sameVersion(each, citation))
      .map(({ number, start, end }) => ({ number, start, end })),
    active: citation.number,
  };
}

/** Citations by the version they point into, in the order of their first numbers. */
export function byRecord(citations: readonly Citation[]): [Citation, ...Citation[]][] {
  const groups: [Citation, ...Citation[]][] = [];
  for (const citation of citations) {
    const group = groups.find(([first]) => sameVersion(first, citation));
    if (group) group.push(citation);
    else groups.push([citation]);
  }
  return groups;
}

function sameVersion(a: Citation, b: Citation): boolean {
  return a.record_id === b.record_id && a.version === b.version;
}
