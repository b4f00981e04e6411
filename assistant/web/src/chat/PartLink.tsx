import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { AnswerPart } from "../api/types";
import { useNameOf } from "../i18n/names";
import styles from "./sources.module.css";

/** Where on the customer's page each part stands that is asked for in words. */
const PLACES = {
  changes: "overview",
  timeline: "timeline",
  promises: "open",
  open: "open",
  contacts: "people",
  team: "people",
  deals: "deals",
  contracts: "deals",
  tickets: "service",
  documents: "documents",
  signals: "traits",
  competitors: "traits",
} as const;

/** From an answer about a customer to the part of their page that it is told from, where all of it stands. */
export function PartLink({ part }: { part: AnswerPart }) {
  const { t } = useTranslation();
  const place = PLACES[part.name];
  const nameOf = useNameOf();
  const { id } = part.customer;
  const called = t(`customer_page.part.${place}`);
  return (
    <div className={styles["elsewhere"]}>
      <span>{t("answer.part", { name: nameOf(part.customer) })}</span>
      {place === "overview" ? (
        <Link to="/customers/$id" params={{ id }} className="chip">
          {called}
        </Link>
      ) : (
        <Link
          to="/customers/$id/$part"
          params={{ id, part: place }}
          search={place === "timeline" ? narrowed(part) : {}}
          className="chip"
        >
          {called}
        </Link>
      )}
    </div>
  );
}

/** What of the timeline was asked for, as its address says it. */
function narrowed({ kinds, people, since, until }: AnswerPart) {
  return {
    kind: kinds.length ? [...kinds] : undefined,
    person: people.length === 1 ? people[0] : undefined,
    since: since ?? undefined,
    until: until ?? undefined,
  };
}
