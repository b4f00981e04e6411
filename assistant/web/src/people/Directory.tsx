import { keepPreviousData } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { PersonList } from "../api/types";
import { formatCount } from "../i18n/numbers";
import { useLanguage } from "../i18n/useLanguage";
import { Choice } from "../ui/Choice";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { pageOf, Pager } from "../ui/Pager";
import { PersonTile } from "./PersonTile";
import type { PeopleSearch } from "./routes";
import { TilesPending } from "./TilesPending";
import styles from "./directory.module.css";

const PAGE = 60;

interface DirectoryProps {
  search: PeopleSearch;
  change: (changed: PeopleSearch) => void;
}

/** Colleagues by name, title, department or address, narrowed by department and by whether they left. */
export function Directory({ search, change }: DirectoryProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const page = pageOf(search.page);
  const found = useApi.useQuery(
    "get",
    "/api/people",
    {
      params: {
        query: {
          search: search.q ?? "",
          department: search.department ?? "",
          presence: search.presence ?? "here",
          topics: true,
          language,
          offset: (page - 1) * PAGE,
          limit: PAGE,
        },
      },
    },
    { placeholderData: keepPreviousData },
  );
  // An old address, or a list that has grown shorter: the first page is there.
  const beyond = page > 1 && found.data?.people.length === 0 && !found.isPlaceholderData;
  useEffect(() => {
    if (beyond) change({ page: undefined });
  }, [beyond, change]);
  return (
    <Loaded query={found} pending={<TilesPending />}>
      {(list) => (
        <>
          <div className={`row ${styles["narrow"] ?? ""}`}>
            <Choice
              label={t("people.department")}
              value={search.department ?? ""}
              any={t("people.any_department")}
              options={departmentsOf(list, search.department).map(({ name, count }) => ({
                value: name,
                words: t("people.department_of", {
                  name,
                  count,
                  shown: formatCount(count, language),
                }),
              }))}
              onChoose={(department) => {
                change({ department: department || undefined });
              }}
            />
            <Choice
              label={t("people.presence")}
              value={search.presence ?? "here"}
              options={(["here", "left", "all"] as const).map((value) => ({
                value,
                words: t(`people.${value}`),
              }))}
              onChoose={(value) => {
                change({ presence: value === "left" || value === "all" ? value : undefined });
              }}
            />
            <p className="quiet" role="status">
              {t("people.count", { count: list.total, shown: formatCount(list.total, language) })}
            </p>
          </div>
          {list.people.length === 0 ? (
            <NobodyFound search={search} change={change} />
          ) : (
            <ul className={styles["tiles"]} aria-busy={found.isPlaceholderData}>
              {list.people.map((row) => (
                <li key={row.person.id}>
                  <PersonTile row={row} />
                </li>
              ))}
            </ul>
          )}
          <Pager
            page={page}
            size={PAGE}
            total={list.total}
            onTurn={(next) => {
              change({ page: next > 1 ? String(next) : undefined });
              document.getElementById("main")?.scrollTo({ top: 0 });
            }}
          />
        </>
      )}
    </Loaded>
  );
}

function NobodyFound({ search, change }: DirectoryProps) {
  const { t } = useTranslation();
  const narrowed = search.department !== undefined || search.presence !== undefined;
  return (
    <Empty
      title={search.q ? t("people.nobody_called", { words: search.q }) : t("people.nobody")}
      action={
        <div className="row">
          {search.q && (
            <button
              type="button"
              className="button button-primary"
              onClick={() => {
                change({ by: "knowledge" });
              }}
            >
              {t("people.ask_who_knows", { words: search.q })}
            </button>
          )}
          {narrowed && (
            <Link
              from="/people"
              to="/people"
              search={search.q ? { q: search.q } : {}}
              className="button"
            >
              {t("people.widen")}
            </Link>
          )}
        </div>
      }
    >
      {t("people.nobody_hint")}
    </Empty>
  );
}

/** Those that fit, and the one chosen though nobody of it does. */
function departmentsOf(list: PersonList, chosen: string | undefined): PersonList["departments"] {
  const named = list.departments.filter(({ name }) => name);
  if (!chosen || named.some(({ name }) => name === chosen)) return named;
  return [{ name: chosen, count: 0 }, ...named];
}
