import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { components } from "../../api/schema";
import { formatMoment } from "../../i18n/dates";
import { alsoCalled, nameIn, useNameOf } from "../../i18n/names";
import { useLanguage } from "../../i18n/useLanguage";
import { Icon } from "../../icons/Icon";
import { usePanel } from "../../panel/context";
import { liveRecord, type PanelAddress } from "../../panel/view";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { TabLinks } from "../../ui/TabLinks";
import { ClassBadges } from "./ClassBadges";
import { useCustomerPage } from "./useCustomerPage";
import styles from "./page.module.css";

type CustomerPageView = components["schemas"]["CustomerPage"];

const route = getRouteApi("/customers/$id");
const EXACT = { exact: true, includeSearch: false } as const;
const WITHIN = { includeSearch: false } as const;

/** A customer from every side. */
export function CustomerPage() {
  const { t } = useTranslation();
  const query = useCustomerPage();
  if (query.data) return <OpenCustomer page={query.data} />;
  return (
    <Page title={t("customers.title")}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  );
}

function OpenCustomer({ page }: { page: CustomerPageView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { id } = route.useParams();
  const { open } = usePanel();
  const { customer, timeline, open_items, deals, contracts, tickets, contacts, documents } = page;
  const within: PanelAddress & { customer: string[] } = { customer: [id] };
  const tab = (
    part: "timeline" | "open" | "deals" | "service" | "people" | "documents" | "traits",
    count?: number,
  ) => ({
    words: t(`customer_page.part.${part}`),
    link: { to: "/customers/$id/$part", params: { id, part }, activeOptions: WITHIN } as const,
    ...(count === undefined ? {} : { count }),
  });
  const also = alsoCalled(language, customer);
  return (
    <Page
      title={nameIn(language, customer)}
      lead={
        also.length > 0 && t("customer.also", { names: also.join(t("list.comma")) })
      }
      actions={
        <>
          <Link to="/" search={within} className="button button-primary">
            <Icon name="chat" /> {t("customer_page.ask")}
          </Link>
          <button
            type="button"
            className="button"
            onClick={() => {
              open(liveRecord(customer.record_id));
            }}
          >
            {t("customer.open_record")}
          </button>
        </>
      }
    >
      <Facts page={page} />
      <TabLinks
        label={t("customer_page.parts")}
        tabs={[
          {
            words: t("customer_page.part.overview"),
            link: { to: "/customers/$id", params: { id }, activeOptions: EXACT },
          },
          tab("timeline", sum(timeline.kinds)),
          tab("open", open_items.length),
          tab("deals", deals.length + contracts.length),
          tab("service", tickets.length),
          tab("people", contacts.length),
          tab("documents", documents.length),
          tab("traits"),
        ]}
      />
      <Outlet />
    </Page>
  );
}

function sum(kinds: readonly components["schemas"]["KindCount"][]): number {
  return kinds.reduce((all, { count }) => all + count, 0);
}

/** Who they are at a glance. */
function Facts({ page }: { page: CustomerPageView }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { open } = usePanel();
  const { customer, team, traits, timeline } = page;
  const said = (name: string) => customer.fields.find((field) => field.name === name)?.value ?? "";
  const last = timeline.entries.find(({ about, occurred_at }) => about && occurred_at);
  const facts: [string, string][] = [
    [t("customer_page.fact.industry"), said("industry")],
    [t("customer_page.fact.city"), said("city")],
    [t("customer_page.fact.status"), said("status")],
    [
      t("customer_page.fact.latest"),
      last?.occurred_at ? formatMoment(last.occurred_at, language, "short") : "",
    ],
  ];
  return (
    <dl className={styles["facts"]}>
      {traits.tier && (
        <div>
          <dt>{t("customers.tier")}</dt>
          <dd>{traits.tier}</dd>
        </div>
      )}
      <div>
        <dt>{t("customer_page.fact.class")}</dt>
        <dd>
          <ClassBadges classes={traits.classes} />
        </dd>
      </div>
      <div>
        <dt>{t("customers.owner")}</dt>
        <dd>
          {team.owner ? (
            <button
              type="button"
              className="link"
              onClick={() => {
                if (team.owner) open({ type: "person", id: team.owner.id });
              }}
            >
              {nameOf(team.owner)}
            </button>
          ) : (
            t("customers.nobody")
          )}
        </dd>
      </div>
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
