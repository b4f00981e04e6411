import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { Former, Knowing } from "../api/types";
import { useNameOf } from "../i18n/names";
import { TopicChoice } from "../learning/TopicChoice";
import { Icon } from "../icons/Icon";
import { Loaded } from "../ui/Loaded";
import { Part } from "../ui/Part";
import { KnowerCard } from "./KnowerCard";
import { PersonLine } from "./PersonLine";
import type { PeopleSearch } from "./routes";
import { ReasonItem } from "./ReasonItem";
import { TilesPending } from "./TilesPending";
import styles from "./knowers.module.css";

const MOST = 20;

interface KnowersProps {
  question: string;
  change: (changed: PeopleSearch) => void;
}

/** Who knows about something, with the evidence; apart from them who knew, and whom to ask instead. */
export function Knowers({ question, change }: KnowersProps) {
  const { t } = useTranslation();
  if (!question) {
    return (
      <Part title={t("knowers.begin")} lead={t("knowers.begin_hint")}>
        <TopicChoice
          onChoose={(words) => {
            change({ q: words, by: "knowledge" });
          }}
        />
      </Part>
    );
  }
  return <Ranked question={question} />;
}

function Ranked({ question }: { question: string }) {
  const { t } = useTranslation();
  const knowing = useApi.useQuery("get", "/api/experts", {
    params: { query: { q: question, limit: MOST } },
  });
  return (
    <Loaded query={knowing} pending={<TilesPending />}>
      {({ experts, formerly }: Knowing) => (
        <>
          {experts.length === 0 ? (
            <NobodyEvident question={question} />
          ) : (
            <Part
              title={t("knowers.title", { words: question })}
              count={experts.length}
              lead={t("knowers.lead")}
            >
              <ol className={styles["cards"]}>
                {experts.map((expert, place) => (
                  <li key={expert.person.id}>
                    <KnowerCard expert={expert} place={place + 1} />
                  </li>
                ))}
              </ol>
            </Part>
          )}
          {formerly.length > 0 && (
            <Part title={t("knowers.formerly")} lead={t("knowers.formerly_lead")}>
              <ul className={styles["cards"]}>
                {formerly.map((former) => (
                  <li key={former.person.id}>
                    <FormerCard former={former} />
                  </li>
                ))}
              </ul>
            </Part>
          )}
        </>
      )}
    </Loaded>
  );
}

function FormerCard({ former }: { former: Former }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  return (
    <article className={styles["former"]} aria-label={nameOf(former.person)}>
      <PersonLine
        person={former.person}
        badge={
          <span className="badge badge-warning">
            {t(former.left ? "people.has_left" : "knowers.inactive")}
          </span>
        }
      />
      {former.successors.length > 0 && (
        <div className={styles["instead"]}>
          <p className="label">{t("knowers.instead")}</p>
          <ul>
            {former.successors.map((person) => (
              <li key={person.id}>
                <PersonLine person={person} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <ul className={styles["reasons"]}>
        {former.reasons.map((reason) => (
          <ReasonItem key={reason.role} reason={reason} />
        ))}
      </ul>
    </article>
  );
}

function NobodyEvident({ question }: { question: string }) {
  const { t } = useTranslation();
  return (
    <section className={styles["nobody"]} aria-labelledby="nobody-evident">
      <span className={styles["empty_seats"]} aria-hidden="true">
        <Icon name="person" />
        <Icon name="search" />
        <Icon name="person" />
      </span>
      <h2 id="nobody-evident" className={styles["nobody_title"]}>
        {t("knowers.nobody", { words: question })}
      </h2>
      <p className={styles["nobody_hint"]}>{t("knowers.nobody_hint")}</p>
      <ul className={styles["tips"]}>
        <li>{t("knowers.tip_words")}</li>
        <li>{t("knowers.tip_customer")}</li>
        <li>{t("knowers.tip_department")}</li>
      </ul>
      <div className="row">
        <Link to="/people" search={{ q: question }} className="button">
          {t("knowers.as_name")}
        </Link>
        <Link to="/people/chart" className="button">
          {t("chart.title")}
        </Link>
      </div>
    </section>
  );
}
