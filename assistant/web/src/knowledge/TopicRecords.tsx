import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { components } from "../api/schema";
import { useNameOf } from "../i18n/names";
import { useLanguage } from "../i18n/useLanguage";
import { RecordButton } from "../source/RecordButton";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { Counted } from "./Counted";
import { topicName } from "./topicName";
import styles from "./map.module.css";

type TopicView = components["schemas"]["TopicPage"];

/** Some of a topic's records: `which` is "all", "recent", "person:p1", "quarter:2026-Q1" and so on. */
export function TopicRecords({ id, which }: { id: string; which: string }) {
  const query = useApi.useQuery("get", "/api/map/topics/{topic_id}", {
    params: { path: { topic_id: id } },
  });
  return <Loaded query={query}>{(page) => <Some page={page} which={which} />}</Loaded>;
}

function Some({ page, which }: { page: TopicView; which: string }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const title = topicName(page.topic.name, language);
  if (which === "cited") return <Cited title={title} page={page} />;
  const [of, name = ""] = which.split(/:(.*)/s);
  const held = (): [string, readonly string[]] | null => {
    switch (of) {
      case "all":
        return ["", page.records.map(({ record }) => record.record_id)];
      case "recent":
        return [t("map.recent"), page.recent.records];
      case "earlier":
        return [t("map.earlier"), page.earlier.records];
      case "quarter":
        return [name, page.quarters.find((one) => one.name === name)?.records ?? []];
      case "department":
        return [name, page.departments.find((one) => one.department === name)?.records ?? []];
      case "person": {
        const one = page.people.find(({ person }) => person.id === name);
        return one ? [nameOf(one.person), one.records] : null;
      }
      case "customer": {
        const one = page.customers.find(({ customer }) => customer.id === name);
        return one ? [nameOf(one.customer), one.records] : null;
      }
      case "knowledge": {
        const one = page.knowledge.find((each) => each.name === name);
        return one ? [t(`map.kind_called.${one.name as "about"}`), one.records] : null;
      }
      default:
        return null;
    }
  };
  const found = held();
  if (!found) return <Empty title={t("shell.not_found")} />;
  const [words, ids] = found;
  const wanted = new Set(ids);
  const entries = page.records
    .filter(({ record }) => wanted.has(record.record_id))
    .sort((a, b) => (b.occurred_at ?? "").localeCompare(a.occurred_at ?? ""));
  return <Counted title={title} which={words} count={entries.length} entries={entries} />;
}

function Cited({ title, page }: { title: string; page: TopicView }) {
  const { t } = useTranslation();
  return (
    <article>
      <h2 className={styles["counted"]}>{title}</h2>
      <p className="quiet">{t("map.cited_in", { count: page.topic.cited })}</p>
      <ul className={styles["plain"]}>
        {page.cited.map(({ record, cited }) => (
          <li key={record.record_id}>
            <RecordButton record={record} />{" "}
            <span className="quiet">{t("map.cited_times", { count: cited })}</span>
          </li>
        ))}
      </ul>
    </article>
  );
}
