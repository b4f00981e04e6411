import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useApi } from "../../api/client";
import type { components } from "../../api/schema";
import { useNameOf } from "../../i18n/names";
import { useLanguage } from "../../i18n/useLanguage";
import { Choice } from "../../ui/Choice";
import { DayField } from "../../ui/DayField";
import { Empty } from "../../ui/Empty";
import { LoadFailure } from "../../ui/LoadFailure";
import { Skeleton } from "../../ui/Skeleton";
import { kindOf } from "../../api/errors";
import { EndlessEnd } from "../../ui/EndlessEnd";
import { EntryList } from "../../source/EntryList";
import { byMonth } from "./months";
import styles from "./page.module.css";

const route = getRouteApi("/customers/$id/$part");
const MANY = 50;

interface Narrowing {
  kind?: string[] | undefined;
  person?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

/** Everything that was dealt with a customer, the newest first, as far as one scrolls. */
export function TimelinePart({ page }: { page: components["schemas"]["CustomerPage"] }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { id } = route.useParams();
  const { kind = [], person = "", since = "", until = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = (change: Narrowing): void => {
    void navigate({
      search: (search) => ({ ...search, ...change }),
      replace: true,
      state: true,
      resetScroll: false,
    });
  };
  const kinds = page.timeline.kinds
    .filter((one) => kind.includes(one.kind))
    .map((one) => one.kind);
  const query = useApi.useInfiniteQuery(
    "get",
    "/api/customers/{customer_id}/timeline",
    {
      params: {
        path: { customer_id: id },
        query: {
          limit: MANY,
          kind: kinds,
          person: person ? [person] : [],
          ...(since ? { since } : {}),
          ...(until ? { until } : {}),
        },
      },
    },
    {
      pageParamName: "offset",
      initialPageParam: 0,
      getNextPageParam: (last: components["schemas"]["TimelinePage"]) => {
        const next = last.offset + last.entries.length;
        return last.entries.length > 0 && next < last.total ? next : undefined;
      },
    },
  );
  const people = [...page.team.members, ...page.team.formerly];
  const entries = query.data?.pages.flatMap((one) => one.entries) ?? [];
  return (
    <>
      <fieldset className={styles["kinds"]}>
        <legend className="unseen">{t("customer_page.kinds")}</legend>
        {page.timeline.kinds.map((one) => {
          const chosen = kind.includes(one.kind);
          return (
            <button
              key={one.kind}
              type="button"
              className="chip"
              aria-pressed={chosen}
              onClick={() => {
                const others = kind.filter((each) => each !== one.kind);
                narrow({ kind: chosen ? others : [...others, one.kind] });
              }}
            >
              {t("customer_page.kind_count", { kind: t(`kind.${one.kind}`), count: one.count })}
            </button>
          );
        })}
      </fieldset>
      <div className={`row ${styles["narrow"] ?? ""}`}>
        <Choice
          label={t("customer_page.person")}
          value={person}
          any={t("customer_page.any_person")}
          options={people.map((one) => ({ value: one.person.id, words: nameOf(one.person) }))}
          onChoose={(value) => {
            narrow({ person: value });
          }}
        />
        <DayField
          label={t("customer_page.since")}
          value={since}
          onChoose={(value) => {
            narrow({ since: value });
          }}
        />
        <DayField
          label={t("customer_page.until")}
          value={until}
          onChoose={(value) => {
            narrow({ until: value });
          }}
        />
      </div>
      {query.isPending && <Skeleton />}
      {query.isSuccess && entries.length === 0 && (
        <Empty title={t("customer_page.timeline_none")}>
          {t("customer_page.timeline_none_hint")}
        </Empty>
      )}
      {entries.length > 0 && (
        <p className="quiet" role="status">
          {t("map.counted", { count: query.data?.pages[0]?.total ?? 0 })}
        </p>
      )}
      {byMonth(entries, language, t("timeline.undated")).map(([month, held]) => (
        <section key={month} className={styles["month"]}>
          <h2 className="label">{month}</h2>
          <EntryList entries={held} />
        </section>
      ))}
      {query.isError && (
        <LoadFailure
          failure={kindOf(query.error)}
          retry={() => {
            void (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch());
          }}
        />
      )}
      {query.hasNextPage && !query.isError && (
        <EndlessEnd
          busy={query.isFetchingNextPage}
          more={() => {
            void query.fetchNextPage();
          }}
        />
      )}
    </>
  );
}
