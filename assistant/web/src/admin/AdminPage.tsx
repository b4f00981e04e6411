import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useAsker } from "../asker/context";
import { Icon } from "../icons/Icon";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { TabLinks } from "../ui/TabLinks";
import styles from "./admin.module.css";
import { type Part, PARTS, partsFor } from "./parts";

interface AdminPageProps {
  part: Part["name"];
  /** In the place of the part's own, where one thing of it is shown. */
  title?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of administration among its tabs; for whoever may not, why there is nothing. */
export function AdminPage({ part, title, lead, actions, children }: AdminPageProps) {
  const { t } = useTranslation();
  const { me } = useAsker();
  const needs = PARTS.find(({ name }) => name === part)?.needs;
  const allowed = !needs || me.actions.includes(needs);
  const tabs = partsFor(me.actions).map(({ name, to }) => ({
    words: t(`admin.part.${name}`),
    link: { to },
  }));
  return (
    <Page
      title={title ?? t(`admin.part.${part}`)}
      lead={lead ?? t(`admin.lead.${part}`)}
      actions={allowed && actions}
    >
      {tabs.length > 1 && <TabLinks label={t("admin.parts")} tabs={tabs} />}
      {allowed ? children : <Forbidden />}
    </Page>
  );
}

function Forbidden() {
  const { t } = useTranslation();
  return (
    <Empty
      title={t("admin.forbidden")}
      action={
        <Link className="button" to="/">
          <Icon name="chat" /> {t("admin.to_asking")}
        </Link>
      }
    >
      <span className={styles["forbidden"]}>{t("admin.forbidden_hint")}</span>
    </Empty>
  );
}
