import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { ProjectView, RecordQuote } from "../api/types";
import { CustomerChips } from "../customers/CustomerChips";
import { useLanguage } from "../i18n/useLanguage";
import { Icon } from "../icons/Icon";
import { RecordLinks, RecordRow } from "../source/RecordLinks";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { Part } from "../ui/Part";
import { Documents } from "./Documents";
import { Milestones } from "./Milestones";
import { periodOf } from "./period";
import { ProjectPeople } from "./ProjectPeople";
import { QuoteButton } from "./QuoteButton";
import { SimilarProjects } from "./SimilarProjects";
import { StateBadge } from "./StateBadge";
import styles from "./projects.module.css";

const route = getRouteApi("/projects/$id");

/** A project: goal, result and lessons in the records' own words, who was there, what to read first. */
export function ProjectPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const view = useApi.useQuery("get", "/api/projects/{project_id}", {
    params: { path: { project_id: id } },
  });
  const customer = view.data?.project.customers[0]?.name;
  return (
    <Page
      key={id}
      title={view.data?.project.name ?? t("kind.project")}
      actions={
        <>
          {customer && (
            <Link to="/learn" search={{ q: customer, kind: "customer" }} className="button">
              <Icon name="learn" /> {t("project.learn")}
            </Link>
          )}
          <Link to="/projects" className="button">
            <Icon name="back" /> {t("project.all")}
          </Link>
        </>
      }
    >
      <Loaded query={view}>{(value) => <Opened view={value} />}</Loaded>
    </Page>
  );
}

function Opened({ view }: { view: ProjectView }) {
  const { t } = useTranslation();
  return (
    <>
      <Facts view={view} />
      <div className={styles["columns"]}>
        <div className={styles["main"]}>
          <Told title={t("project.goal")} quotes={view.goal} />
          <Told title={t("project.result")} quotes={view.result} />
          <Told
            title={t("project.lessons")}
            quotes={view.lessons}
            none={t("project.no_lessons")}
          />
          <Documents documents={view.documents} />
          {view.records.length > 0 && (
            <Part title={t("project.records")} count={view.records.length}>
              <ul>
                {view.records.map(({ record, kind, occurred_at }) => (
                  <li key={record.record_id}>
                    <RecordRow record={record} kind={kind} at={occurred_at} />
                  </li>
                ))}
              </ul>
            </Part>
          )}
          <SimilarProjects similar={view.similar} />
        </div>
        <aside className={styles["side"]} aria-label={t("project.side")}>
          <ProjectPeople people={view.people} team={view.team} />
          <Milestones milestones={view.milestones} />
        </aside>
      </div>
    </>
  );
}

function Facts({ view }: { view: ProjectView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { project } = view;
  const period = periodOf(project, language);
  const facts: [string, string][] = [
    [t("project.period"), period],
    [t("project.product"), project.product],
    [t("project.industry"), project.industry],
    [t("project.numbers"), view.numbers.map((one) => one.toUpperCase()).join(t("list.comma"))],
  ];
  return (
    <div className={styles["facts"]}>
      <div className="row">
        <StateBadge state={project.state} />
        <CustomerChips customers={project.customers} />
      </div>
      <dl className={styles["dl"]}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <div className={styles["stated"]}>
        <span className="quiet">{t("project.stated_by")}</span>
        <RecordLinks records={view.stated_by} />
      </div>
    </div>
  );
}

interface ToldProps {
  title: string;
  quotes: readonly RecordQuote[];
  /** What is said where nothing is; nothing is shown without it. */
  none?: string;
}

function Told({ title, quotes, none }: ToldProps) {
  if (quotes.length === 0 && none === undefined) return null;
  return (
    <Part title={title}>
      {quotes.length === 0 && <p className="quiet">{none}</p>}
      <ul className={styles["quotes"]}>
        {quotes.map((quote) => (
          <li key={`${quote.record_id}:${quote.start}`}>
            <QuoteButton quote={quote} />
          </li>
        ))}
      </ul>
    </Part>
  );
}
