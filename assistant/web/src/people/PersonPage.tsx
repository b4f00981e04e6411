import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { PersonPage as PageOfPerson } from "../api/types";
import { useAsker } from "../asker/context";
import { alsoCalled, nameIn } from "../i18n/names";
import { formatCount } from "../i18n/numbers";
import { said } from "../i18n/said";
import { useLanguage } from "../i18n/useLanguage";
import { Icon } from "../icons/Icon";
import { RecordRow } from "../source/RecordLinks";
import { FirstFew } from "../ui/FirstFew";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { Part } from "../ui/Part";
import { AnsweredList } from "./AnsweredList";
import { KnownCustomers } from "./KnownCustomers";
import { mayHandOver } from "./mayHandOver";
import { PersonFacts } from "./PersonFacts";
import { PersonLine } from "./PersonLine";
import { PersonProjects } from "./PersonProjects";
import { PersonTopics } from "./PersonTopics";
import styles from "./person.module.css";

const route = getRouteApi("/people/$id");

/** A colleague: post, line, how to reach them, what and whom they know, what they answered. */
export function PersonPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { me } = useAsker();
  const { id } = route.useParams();
  const page = useApi.useQuery("get", "/api/people/{person_id}", {
    params: { path: { person_id: id } },
  });
  const person = page.data?.person;
  return (
    <Page
      key={id}
      title={person ? nameIn(language, person) : t("panel.person")}
      lead={person && [...alsoCalled(language, person), person.title, person.department].filter(Boolean).join(" · ")}
      actions={
        page.data && (
          <>
            {mayHandOver(page.data, me) && (
              <Link to="/people/$id/handover" params={{ id }} className="button">
                {t("handover.title")}
              </Link>
            )}
            <Link to="/people/chart" search={{ person: id }} className="button">
              <Icon name="people" /> {t("person_page.in_chart")}
            </Link>
          </>
        )
      }
    >
      <Loaded query={page}>
        {(value) => <Opened page={value} own={value.person.id === me.person.id} />}
      </Loaded>
    </Page>
  );
}

function Opened({ page, own }: { page: PageOfPerson; own: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      {!page.active && <Formerly page={page} />}
      {page.note && <p className={styles["note"]}>{said(page.note, language)}</p>}
      <div className={styles["columns"]}>
        <PersonFacts page={page} own={own} />
        <div className={styles["main"]}>
          <PersonTopics page={page} own={own} />
          <KnownCustomers known={page.knows} />
          <PersonProjects projects={page.projects} />
          <AnsweredList answered={page.answered} />
          {page.timeline.length > 0 && (
            <Part
              title={t("person_page.latest")}
              count={formatCount(page.record_count, language)}
              lead={
                page.record_count > page.timeline.length &&
                t("timeline.latest", { shown: page.timeline.length, count: page.record_count })
              }
            >
              <FirstFew items={page.timeline} few={10}>
                {(shown) => (
                  <ol>
                    {shown.map(({ record, kind, occurred_at }) => (
                      <li key={record.record_id}>
                        <RecordRow record={record} kind={kind} at={occurred_at} />
                      </li>
                    ))}
                  </ol>
                )}
              </FirstFew>
            </Part>
          )}
        </div>
      </div>
    </>
  );
}

function Formerly({ page }: { page: PageOfPerson }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <section className={styles["formerly"]} aria-label={t("person.left")}>
      <p className={styles["left"]}>{t("person.left")}</p>
      {page.instead && (
        <>
          <p className="label">{t("knowers.instead")}</p>
          <PersonLine person={page.instead.person}>
            <p className="quiet">{said(page.instead.why, language)}</p>
          </PersonLine>
        </>
      )}
    </section>
  );
}
