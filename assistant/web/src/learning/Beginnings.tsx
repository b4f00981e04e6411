import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { PersonCard } from "../api/types";
import { useAsker } from "../asker/context";
import { useNameOf } from "../i18n/names";
import { Loaded } from "../ui/Loaded";
import { SearchField } from "../ui/SearchField";
import type { LearnSearch } from "./routes";
import { TopicChoice } from "./TopicChoice";
import styles from "./learn.module.css";

const CUSTOMERS = 12;

interface BeginningsProps {
  choose: (chosen: LearnSearch) => void;
}

/** Three ways to begin: one's own work first, then a customer, then a topic. */
export function Beginnings({ choose }: BeginningsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles["ways"]}>
      <Way title={t("learn.role")} lead={t("learn.role_lead")}>
        <Roles choose={choose} />
      </Way>
      <Way title={t("learn.customer")} lead={t("learn.customer_lead")}>
        <Customers choose={choose} />
      </Way>
      <Way title={t("learn.topic")} lead={t("learn.topic_lead")}>
        <TopicChoice
          onChoose={(q) => {
            choose({ q, kind: "topic" });
          }}
        />
      </Way>
    </div>
  );
}

function Way({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <section className={styles["way"]}>
      <h2 className={styles["title"]}>{title}</h2>
      <p className="quiet">{lead}</p>
      {children}
    </section>
  );
}

function Roles({ choose }: BeginningsProps) {
  const { t } = useTranslation();
  const { me } = useAsker();
  const list = useApi.useQuery("get", "/api/people", { params: { query: { limit: 1 } } });
  const own = ownRole(me.person);
  return (
    <>
      {own && (
        <button
          type="button"
          className="button button-primary"
          onClick={() => {
            choose({ q: own, kind: "role" });
          }}
        >
          {t("learn.own_role", { role: own })}
        </button>
      )}
      <Loaded query={list}>
        {({ departments }) => (
          <Chips
            label={t("people.department")}
            values={departments.filter(({ name }) => name).map(({ name }) => ({ q: name, words: name }))}
            onChoose={(q) => {
              choose({ q, kind: "role" });
            }}
          />
        )}
      </Loaded>
    </>
  );
}

/** One's title, without what stands behind it in brackets; else one's department. */
function ownRole({ title, department }: PersonCard): string {
  return title.replace(/\s*[(（][^()（）]*[)）]\s*$/u, "") || department;
}

function Customers({ choose }: BeginningsProps) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const [words, setWords] = useState("");
  const list = useApi.useQuery("get", "/api/customers", {
    params: {
      query: { search: words, limit: CUSTOMERS, sort: "records", descending: true },
    },
  });
  return (
    <>
      <SearchField label={t("learn.find_customer")} value={words} onSearch={setWords} />
      <Loaded query={list}>
        {({ customers }) =>
          customers.length === 0 ? (
            <p className="quiet" role="status">
              {t("learn.no_customer")}
            </p>
          ) : (
            <Chips
              label={t("customer.list")}
              values={customers.map((one) => ({ q: one.name, words: nameOf(one) }))}
              onChoose={(q) => {
                choose({ q, kind: "customer" });
              }}
            />
          )
        }
      </Loaded>
    </>
  );
}

interface ChipsProps {
  label: string;
  /** What a path is asked for by, and what is shown of it. */
  values: readonly { q: string; words: string }[];
  onChoose: (value: string) => void;
}

function Chips({ label, values, onChoose }: ChipsProps) {
  return (
    <ul className="chips" aria-label={label}>
      {values.map(({ q, words }) => (
        <li key={q}>
          <button
            type="button"
            className="chip"
            onClick={() => {
              onChoose(q);
            }}
          >
            {words}
          </button>
        </li>
      ))}
    </ul>
  );
}
