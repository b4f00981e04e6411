import { hashKey, QueryCache, type QueryKey } from "@tanstack/react-query";

import { type FailureKind, kindOf } from "./errors";
import type { Me } from "./types";

/** After these nothing stays that was shown before: what may be read is decided at each reading. */
const TAKEN_AWAY: readonly FailureKind[] = ["asker", "forbidden", "missing"];

/**
 * What was asked of the server, for one asker at a time; `me` tells who that is. A browser has one session for
 * all of its windows: where somebody else signs in within another, nothing stays of what the last was shown.
 */
export function askersCache(me: QueryKey): QueryCache {
  let asker: string | undefined;
  const cache: QueryCache = new QueryCache({
    onSuccess: (data, query) => {
      if (query.queryHash !== hashKey(me)) return;
      const now = (data as Me).person?.id ?? "";
      if (asker !== undefined && asker !== now) {
        for (const held of cache.getAll()) if (held.queryHash !== query.queryHash) cache.remove(held);
      }
      asker = now;
    },
    onError: (error, query) => {
      if (TAKEN_AWAY.includes(kindOf(error))) query.setState({ ...query.state, data: undefined });
    },
  });
  return cache;
}
