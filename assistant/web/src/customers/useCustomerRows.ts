import { keepPreviousData, useQueries } from "@tanstack/react-query";

import { useApi } from "../api/client";
import type { components } from "../api/schema";
import { useLanguage } from "../i18n/useLanguage";
import type { Sort } from "./sorting";

type CustomerRow = components["schemas"]["CustomerRow"];

/** As many rows are fetched at once. */
const ROWS = 100;
const AGAIN_MS = 5000;

export interface Wanted {
  search: string;
  tier: string;
  owner: string;
  sort: Sort;
  descending: boolean;
}

/** The list as far as it is looked at: `first` to `last` are the rows on the screen. */
export function useCustomerRows(wanted: Wanted, first: number, last: number) {
  const language = useLanguage();
  const query = (offset: number) => ({ params: { query: { ...wanted, language, offset, limit: ROWS } } });
  const head = useApi.useQuery("get", "/api/customers", query(0), {
    placeholderData: keepPreviousData,
  });
  const offsets: number[] = [];
  for (let at = Math.floor(first / ROWS); at <= Math.floor(last / ROWS); at += 1) {
    if (at > 0) offsets.push(at * ROWS);
  }
  const further = useQueries({
    queries: offsets.map((offset) =>
      useApi.queryOptions("get", "/api/customers", query(offset), {
        // Rows that could not be had come by themselves once they can.
        refetchInterval: ({ state }) => state.status === "error" && AGAIN_MS,
      }),
    ),
  });
  const rowAt = (index: number): CustomerRow | undefined => {
    const offset = Math.floor(index / ROWS) * ROWS;
    const page = offset === 0 ? head.data : further[offsets.indexOf(offset)]?.data;
    return page?.customers[index - offset];
  };
  return { head, rowAt };
}
