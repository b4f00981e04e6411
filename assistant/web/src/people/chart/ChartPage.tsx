import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../../api/client";
import type { OrgChart } from "../../api/types";
import { formatCount } from "../../i18n/numbers";
import { useLanguage } from "../../i18n/useLanguage";
import { Choice } from "../../ui/Choice";
import { Empty } from "../../ui/Empty";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { Part } from "../../ui/Part";
import { SearchField } from "../../ui/SearchField";
import { PersonLine } from "../PersonLine";
import type { ChartSearch } from "../routes";
import { ChartTree } from "./ChartTree";
import { firstOpen, holding, rowsOf, type Wanted } from "./tree";
import styles from "./chart.module.css";

const route = getRouteApi("/people/chart");

/** Who reports to whom: a tree that one opens, searches, and walks by keyboard. */
export function ChartPage() {
  const { t } = useTranslation();
  const chart = useApi.useQuery("get", "/api/people/chart", { params: { query: { language: useLanguage() } } });
  return (
    <Page title={t("chart.title")} lead={t("chart.lead")}>
      <Loaded query={chart}>
        {(value) =>
          value.people.length === 0 ? (
            <Empty title={t("chart.empty")}>{t("chart.empty_hint")}</Empty>
          ) : (
            <Opened chart={value} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Opened({ chart }: { chart: OrgChart }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (changed: ChartSearch) => {
      void navigate({
        search: (before) => ({ ...before, person: undefined, ...changed }),
        replace: true,
        state: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  const onSearch = useCallback(
    (words: string) => {
      change({ q: words || undefined });
    },
    [change],
  );
  const [open, setOpen] = useState(() => firstOpen(chart, search.person));
  const openOrClose = useCallback((id: string, now: boolean) => {
    setOpen((before) => {
      const next = new Set(before);
      if (now) next.add(id);
      else next.delete(id);
      return next;
    });
  }, []);
  const wanted = useMemo(
    () => wantedBy(search.q ?? "", search.department),
    [search.q, search.department],
  );
  const rows = useMemo(() => rowsOf(chart, open, wanted), [chart, open, wanted]);
  const nowhere = new Set(chart.unplaced);
  const unplaced = chart.people.filter(
    (one) => nowhere.has(one.person.id) && (!wanted || wanted(one)),
  );
  const found = rows.filter((row) => row.wanted).length + unplaced.length;
  return (
    <>
      <div className={`row ${styles["narrow"] ?? ""}`}>
        <SearchField label={t("chart.search")} value={search.q ?? ""} onSearch={onSearch} />
        <Choice
          label={t("people.department")}
          value={search.department ?? ""}
          any={t("people.any_department")}
          options={chart.departments
            .filter(({ name }) => name)
            .map(({ name, count }) => ({
              value: name,
              words: t("people.department_of", { name, count, shown: formatCount(count, language) }),
            }))}
          onChoose={(department) => {
            change({ department: department || undefined });
          }}
        />
        {!wanted && (
          <span className={styles["both"]}>
            <button
              type="button"
              className="quiet-button"
              onClick={() => {
                setOpen(new Set(chart.people.map(({ person }) => person.id)));
              }}
            >
              {t("chart.open_all")}
            </button>
            <button
              type="button"
              className="quiet-button"
              onClick={() => {
                setOpen(new Set(chart.heads));
              }}
            >
              {t("chart.close_all")}
            </button>
          </span>
        )}
        <p className="quiet" role="status">
          {wanted
            ? t("chart.found", { count: found, shown: formatCount(found, language) })
            : t("chart.count", {
                count: chart.people.length,
                shown: formatCount(chart.people.length, language),
                departments: chart.departments.filter(({ name }) => name).length,
              })}
        </p>
      </div>
      {found === 0 && <Empty title={t("chart.nobody")}>{t("chart.nobody_hint")}</Empty>}
      {rows.length > 0 && (
        <ChartTree
          rows={rows}
          person={search.person}
          setOpen={openOrClose}
        />
      )}
      {unplaced.length > 0 && (
        <div className={styles["unplaced"]}>
          <Part
            title={t("chart.unplaced")}
            count={unplaced.length}
            lead={t("chart.unplaced_hint")}
          >
            <ul className={styles["tiles"]}>
              {unplaced.map((one) => (
                <li key={one.person.id}>
                  <PersonLine person={one.person} />
                </li>
              ))}
            </ul>
          </Part>
        </div>
      )}
    </>
  );
}

function wantedBy(words: string, department: string | undefined): Wanted | null {
  const called = holding(words);
  if (!department) return called;
  return (one) => one.person.department === department && (!called || called(one));
}
