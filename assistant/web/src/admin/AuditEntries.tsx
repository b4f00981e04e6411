import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { kindOf } from "../api/errors";
import { useApi } from "../api/client";
import type { components } from "../api/schema";
import { formatMoment } from "../i18n/dates";
import { nameIn } from "../i18n/names";
import { useLanguage } from "../i18n/useLanguage";
import { Empty } from "../ui/Empty";
import { LoadFailure } from "../ui/LoadFailure";
import { Skeleton } from "../ui/Skeleton";
import styles from "./admin.module.css";
import { AuditAbout } from "./AuditAbout";
import type { AuditSearch } from "./routes";

type AuditView = components["schemas"]["AuditView"];

const PAGE = 100;

/** The entries that are wanted, the newest first. */
export function AuditEntries({ search }: { search: AuditSearch }) {
  const { t } = useTranslation();
  const query = useApi.useInfiniteQuery(
    "get",
    "/api/audit",
    {
      params: {
        query: {
          limit: PAGE,
          ...(search.q ? { text: search.q } : {}),
          ...(search.event ? { event: search.event } : {}),
          ...(search.person ? { person: search.person } : {}),
          ...(search.target ? { target: search.target } : {}),
          ...(search.since ? { since: search.since } : {}),
          ...(search.until ? { until: search.until } : {}),
        },
      },
    },
    {
      pageParamName: "before",
      initialPageParam: null as number | null,
      getNextPageParam: (last: { entries: AuditView[] }) =>
        last.entries.length === PAGE ? last.entries.at(-1)?.number : undefined,
      // Each look is an entry of the log itself.
      refetchOnWindowFocus: false,
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
  const entries = query.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) {
    return <Empty title={t("admin.no_entry")}>{t("admin.no_entry_hint")}</Empty>;
  }
  return (
    <>
      <div className="table-frame">
        <table className={`table ${styles["wide"] ?? ""}`}>
          <thead>
            <tr>
              <th scope="col">{t("admin.column.at")}</th>
              <th scope="col">{t("admin.column.who")}</th>
              <th scope="col">{t("admin.column.event")}</th>
              <th scope="col">{t("admin.column.about")}</th>
              <th scope="col">{t("admin.column.address")}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <EntryRow key={entry.number} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      {query.hasNextPage && (
        <div className={styles["foot"]}>
          <button
            type="button"
            className="button"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("admin.more")}
          </button>
        </div>
      )}
    </>
  );
}

function EntryRow({ entry }: { entry: AuditView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <tr>
      <td className={styles["whole"]}>
        <time dateTime={entry.at}>{formatMoment(entry.at, language, "time")}</time>
      </td>
      <td className={styles["whole"]}>
        {entry.person_id ? (
          <Link
            to="/admin/audit"
            search={(held) => ({ ...held, person: entry.person_id })}
            className="link"
          >
            {nameIn(language, { ...entry, name: entry.person }) || entry.person_id}
          </Link>
        ) : (
          <span className="quiet">{t("admin.nobody")}</span>
        )}
      </td>
      <td>{t(`admin.event.${entry.event}`)}</td>
      <td>
        <AuditAbout entry={entry} />
      </td>
      <td className={`quiet ${styles["whole"] ?? ""}`}>{entry.address}</td>
    </tr>
  );
}
