import { useMemo } from "react";

import { useApi } from "../api/client";
import type { Verification } from "../api/types";

/** As many as the server tells of at once. */
const MOST = 100;
const NONE: ReadonlyMap<string, Verification> = new Map();

/** Which of the records are verified, by their ids; none until the server has said so. */
export function useVerified(recordIds: readonly string[]): ReadonlyMap<string, Verification> {
  const record = [...new Set(recordIds)].sort().slice(0, MOST);
  const { data } = useApi.useQuery(
    "get",
    "/api/verifications",
    { params: { query: { record } } },
    { enabled: record.length > 0 },
  );
  return useMemo(
    () => (data ? new Map(data.verifications.map((one) => [one.record_id, one])) : NONE),
    [data],
  );
}
