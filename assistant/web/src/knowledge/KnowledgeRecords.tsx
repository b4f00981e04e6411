import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { kindOf } from "../api/errors";
import type { components } from "../api/schema";
import { Empty } from "../ui/Empty";
import { EndlessEnd } from "../ui/EndlessEnd";
import { LoadFailure } from "../ui/LoadFailure";
import { Skeleton } from "../ui/Skeleton";
import { Counted } from "./Counted";

type Page = components["schemas"]["KnowledgeRecords"];

const KINDS = ["about", "for", "from", "with", "none"] as const;
const MANY = 50;

/** The records of a kind of customer knowledge, as far as one scrolls. */
export function KnowledgeRecords({ kind }: { kind: string }) {
  const { t } = useTranslation();
  const known = KINDS.find((one) => one === kind);
  return known ? <Some kind={known} /> : <Empty title={t("shell.not_found")} />;
}

function Some({ kind }: { kind: (typeof KINDS)[number] }) {
  const { t } = useTranslation();
  const query = useApi.useInfiniteQuery(
    "get",
    "/api/map/knowledge/{knowledge}",
    { params: { path: { knowledge: kind }, query: { limit: MANY } } },
    {
      pageParamName: "offset",
      initialPageParam: 0,
      getNextPageParam: (last: Page) => {
        const next = last.offset + last.records.length;
        return last.records.length > 0 && next < last.total ? next : undefined;
      },
    },
  );
  if (query.isPending) return <Skeleton />;
  if (query.isError) {
    return (
      <LoadFailure
        failure={kindOf(query.error)}
        retry={() => {
          void query.refetch();
        }}
      />
    );
  }
  const { pages } = query.data;
  return (
    <Counted
      title={t(`map.kind_called.${kind}`)}
      count={pages[0]?.total ?? 0}
      entries={pages.flatMap((page) => page.records)}
    >
      {query.hasNextPage && (
        <EndlessEnd
          busy={query.isFetchingNextPage}
          more={() => {
            void query.fetchNextPage();
          }}
        />
      )}
    </Counted>
  );
}
