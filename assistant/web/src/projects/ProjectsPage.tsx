import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { ProjectLink } from "../api/types";
import { useNameOf } from "../i18n/names";
import { formatCount } from "../i18n/numbers";
import { useLanguage } from "../i18n/useLanguage";
import { Icon } from "../icons/Icon";
import { Choice } from "../ui/Choice";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { pageOf, Pager } from "../ui/Pager";
import { SearchField } from "../ui/SearchField";
import { narrowed, type ProjectsSearch, valuesOf } from "./narrowing";
import { ProjectLine } from "./ProjectLine";
import styles from "./projects.module.css";

const PAGE = 50;
const route = getRouteApi("/projects");

/** What was done before, and is being done: searched, narrowed, a page at a time. */
export function ProjectsPage() {
  const { t } = useTranslation();
  const list = useApi.useQuery("get", "/api/projects");
  return (
    <Page
      title={t("project.title")}
      lead={t("project.lead")}
      actions={
        <Link to="/learn" className="button">
          <Icon name="learn" /> {t("learn.title")}
        </Link>
      }
    >
      <Loaded query={list}>
        {({ projects }) =>
          projects.length === 0 ? (
            <Empty title={t("project.empty")}>{t("project.empty_hint")}</Empty>
          ) : (
            <Listed projects={projects} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Listed({ projects }: { projects: readonly ProjectLink[] }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (changed: ProjectsSearch) => {
      void navigate({
        search: (before) => ({ ...before, page: undefined, ...changed }),
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
  const found = narrowed(projects, search, i18n.language);
  const page = pageOf(search.page, Math.ceil(found.length / PAGE));
  const shown = found.slice((page - 1) * PAGE, page * PAGE);
  const customers = new Map(
    projects.flatMap((project) => project.customers.map((one) => [one.id, nameOf(one)] as const)),
  );
  return (
    <>
      <div className={`row ${styles["narrow"] ?? ""}`}>
        <SearchField label={t("project.search")} value={search.q ?? ""} onSearch={onSearch} />
        <Choice
          label={t("project.state_label")}
          value={search.state ?? ""}
          any={t("project.any")}
          options={(["running", "planned", "done", "lost"] as const)
            .filter((state) => projects.some((project) => project.state === state))
            .map((state) => ({ value: state, words: t(`project.state.${state}`) }))}
          onChoose={(state) => {
            change({ state: (state || undefined) as ProjectLink["state"] | undefined });
          }}
        />
        <Choice
          label={t("project.industry")}
          value={search.industry ?? ""}
          any={t("project.any")}
          options={valuesOf(projects, "industry", i18n.language).map(asOption)}
          onChoose={(industry) => {
            change({ industry: industry || undefined });
          }}
        />
        <Choice
          label={t("project.product")}
          value={search.product ?? ""}
          any={t("project.any")}
          options={valuesOf(projects, "product", i18n.language).map(asOption)}
          onChoose={(product) => {
            change({ product: product || undefined });
          }}
        />
        <Choice
          label={t("project.customer")}
          value={search.customer ?? ""}
          any={t("project.any")}
          options={[...customers].map(([value, words]) => ({ value, words }))}
          onChoose={(customer) => {
            change({ customer: customer || undefined });
          }}
        />
        <Choice
          label={t("project.sort")}
          value={search.sort ?? ""}
          any={t("project.sorted.newest")}
          options={(["name", "documents"] as const).map((value) => ({
            value,
            words: t(`project.sorted.${value}`),
          }))}
          onChoose={(sort) => {
            change({ sort: sort === "name" || sort === "documents" ? sort : undefined });
          }}
        />
        <p className="quiet" role="status">
          {t("project.count", { count: found.length, shown: formatCount(found.length, language) })}
        </p>
      </div>
      {shown.length === 0 ? (
        <Empty
          title={t("project.none")}
          action={
            <Link to="/projects" search={{}} className="button">
              {t("project.all")}
            </Link>
          }
        >
          {t("project.none_hint")}
        </Empty>
      ) : (
        <ul className={styles["list"]}>
          {shown.map((project) => (
            <li key={project.id}>
              <ProjectLine project={project} />
            </li>
          ))}
        </ul>
      )}
      <Pager
        page={page}
        size={PAGE}
        total={found.length}
        onTurn={(next) => {
          change({ page: next > 1 ? String(next) : undefined });
          document.getElementById("main")?.scrollTo({ top: 0 });
        }}
      />
    </>
  );
}

function asOption(value: string): { value: string; words: string } {
  return { value, words: value };
}
