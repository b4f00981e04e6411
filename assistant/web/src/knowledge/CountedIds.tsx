import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { kindOf } from "../api/errors";
import { LoadFailure } from "../ui/LoadFailure";
import { Skeleton } from "../ui/Skeleton";
import { Counted } from "./Counted";

const MANY = 100;

interface CountedIdsProps {
  title: string;
  which?: string;
  records: readonly string[];
}

/** The same of records whose ids alone are known yet. */
export function CountedIds({ title, which = "", records }: CountedIdsProps) {
  const { t } = useTranslation();
  const [parts, setParts] = useState(1);
  const asked = records.slice(0, parts * MANY);
  const starts = Array.from({ length: Math.ceil(asked.length / MANY) }, (_, at) => at * MANY);
  const queries = useQueries({
    queries: starts.map((start) =>
      useApi.queryOptions("get", "/api/records", {
        params: { query: { record: asked.slice(start, start + MANY) } },
      }),
    ),
  });
  const failed = queries.find(({ isError }) => isError);
  if (failed) {
    return (
      <LoadFailure
        failure={kindOf(failed.error)}
        retry={() => {
          void failed.refetch();
        }}
      />
    );
  }
  if (queries[0]?.isPending) return <Skeleton />;
  const entries = queries.flatMap(({ data }) => data?.records ?? []);
  return (
    <Counted title={title} which={which} count={records.length} entries={entries}>
      {asked.length < records.length && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            setParts(parts + 1);
          }}
        >
          {t("list.more")}
        </button>
      )}
    </Counted>
  );
}
