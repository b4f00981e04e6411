import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { components } from "../api/schema";
import { formatMoment } from "../i18n/dates";
import { useNameOf } from "../i18n/names";
import { useLanguage } from "../i18n/useLanguage";
import { Icon } from "../icons/Icon";
import { usePanel } from "../panel/context";
import { EntryList } from "../source/EntryList";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { Chart } from "./Chart";
import { CountButton } from "./CountButton";
import { Growth } from "./Growth";
import { stackedColumns } from "./options";
import { PersonLinks } from "../people/PersonLinks";
import { countsIn, quartersOf } from "./quarters";
import { topicName } from "./topicName";
import type { Colours } from "./useColours";
import styles from "./map.module.css";

type TopicView = components["schemas"]["TopicPage"];

const route = getRouteApi("/map/topics/$id");
const FIRST = 30;
const MANY = 12;

/** One topic: what it rests on, who knows it, whom it concerns. */
export function TopicPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const query = useApi.useQuery("get", "/api/map/topics/{topic_id}", {
    params: { path: { topic_id: id } },
  });
  if (query.data) return <OpenTopic page={query.data} key={id} />;
  return (
    <Page title={t("map.title")}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  );
}

function OpenTopic({ page }: { page: TopicView }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { open } = usePanel();
  const { topic, records } = page;
  const [shown, setShown] = useState(FIRST);
  const id = topic.topic_id;
  const name = topicName(topic.name, language);
  const quarters = quartersOf([topic]);
  const option = useCallback(
    (colours: Colours) => {
      const columns = quartersOf([topic]);
      return stackedColumns(columns, [{ name, values: countsIn(topic, columns) }], colours);
    },
    [topic, name],
  );
  const counted = (which: string, count: number) => (
    <CountButton count={count} of={name} path={["topic", id, which]} />
  );
  return (
    <Page
      title={name}
      lead={t("map.topic_terms", { terms: topic.name.terms.join(t("list.comma")) })}
      actions={
        <Link to="/map" className="button">
          <Icon name="back" /> {t("map.back")}
        </Link>
      }
    >
      <dl className={styles["figures"]}>
        <div>
          <dt>{t("map.records")}</dt>
          <dd>{counted("all", topic.record_count)}</dd>
        </div>
        <div>
          <dt>{t("map.recent")}</dt>
          <dd>
            {counted("recent", topic.recent)}{" "}
            <Growth growth={topic.growth} recent={topic.recent} />
          </dd>
        </div>
        <div>
          <dt>{t("map.earlier")}</dt>
          <dd>{counted("earlier", topic.earlier)}</dd>
        </div>
        <div>
          <dt>{t("map.cited")}</dt>
          <dd>{counted("cited", topic.cited)}</dd>
        </div>
        <div>
          <dt>{t("map.newest")}</dt>
          <dd>
            {topic.newest_at ? formatMoment(topic.newest_at, language, "short") : ""}{" "}
            {topic.stale && <span className="badge badge-warning">{t("map.is_stale")}</span>}
          </dd>
        </div>
      </dl>
      {quarters.length > 1 && (
        <section className={styles["section"]} aria-labelledby="topic-time">
          <h2 id="topic-time" className={styles["heading"]}>
            {t("map.time")}
          </h2>
          <Chart
            label={t("map.time")}
            option={option}
            height={13}
            onPick={({ name: quarter }) => {
              open({ type: "counted", path: ["topic", id, `quarter:${quarter}`] });
            }}
          />
          <ul className={styles["quarters"]}>
            {page.quarters.map((quarter) => (
              <li key={quarter.name}>
                {quarter.name} {counted(`quarter:${quarter.name}`, quarter.record_count)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles["columns"]}>
        <Shares
          title={t("map.people")}
          total={topic.record_count}
          rows={page.people.slice(0, MANY).map((one) => ({
            key: one.person.id,
            words: <PersonLinks people={[one.person]} />,
            count: one.record_count,
            number: counted(`person:${one.person.id}`, one.record_count),
          }))}
        />
        <Shares
          title={t("map.customers")}
          total={topic.record_count}
          rows={page.customers.slice(0, MANY).map((one) => ({
            key: one.customer.id,
            words: (
              <Link to="/customers/$id" params={{ id: one.customer.id }} className="link">
                {nameOf(one.customer)}
              </Link>
            ),
            count: one.record_count,
            number: counted(`customer:${one.customer.id}`, one.record_count),
          }))}
        />
        <Shares
          title={t("map.departments")}
          total={topic.record_count}
          rows={page.departments.map((one) => ({
            key: one.department,
            words: one.department,
            count: one.record_count,
            number: counted(`department:${one.department}`, one.record_count),
          }))}
        />
        <Shares
          title={t("map.part.kinds")}
          total={topic.record_count}
          rows={page.knowledge.map((one) => ({
            key: one.name,
            words: t(`map.kind_called.${one.name as "about"}`),
            count: one.record_count,
            number: counted(`knowledge:${one.name}`, one.record_count),
          }))}
        />
      </div>
      <section className={styles["section"]} aria-labelledby="topic-records">
        <h2 id="topic-records" className={styles["heading"]}>
          {t("map.records_nearest")}
        </h2>
        <EntryList entries={records.slice(0, shown)} />
        {records.length > shown && (
          <button
            type="button"
            className="quiet-button"
            onClick={() => {
              setShown(shown + FIRST);
            }}
          >
            {t("list.more")}
          </button>
        )}
      </section>
    </Page>
  );
}

interface Share {
  key: string;
  words: React.ReactNode;
  count: number;
  number: React.ReactNode;
}

/** Who or what has how much of the whole, drawn beside the number. */
function Shares({ title, rows, total }: { title: string; rows: readonly Share[]; total: number }) {
  if (rows.length === 0) return null;
  return (
    <section className={styles["section"]}>
      <h2 className={styles["heading"]}>{title}</h2>
      <ul className={styles["shares"]}>
        {rows.map(({ key, words, count, number }) => (
          <li key={key}>
            <span>{words}</span>
            {number}
            <span
              aria-hidden="true"
              className={styles["bar"]}
              style={{ inlineSize: `${(100 * count) / total}%` }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
