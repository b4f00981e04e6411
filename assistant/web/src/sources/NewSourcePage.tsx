import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { AdminPage } from "../admin/AdminPage";
import { useApi } from "../api/client";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { type Beginning, GROUPS, knownBeginning } from "./beginnings";
import type { KindOfSource } from "./formValues";
import { SourceForm } from "./SourceForm";
import styles from "./sources.module.css";

const route = getRouteApi("/admin/sources/new");

/** Adding a source: of what kind, then what it must be told. */
export function NewSourcePage() {
  const { t } = useTranslation();
  const { kind } = route.useSearch();
  const known = kind === undefined ? undefined : knownBeginning(kind);
  return (
    <AdminPage
      part="sources"
      title={known ? t("sources.add_of", { kind: t(`sources.kind.${known}`) }) : t("sources.add")}
      lead={
        <Link to={kind ? "/admin/sources/new" : "/admin/sources"} className="link">
          {t(kind ? "sources.other_kind" : "sources.all")}
        </Link>
      }
    >
      <Kinds chosen={kind} />
    </AdminPage>
  );
}

function Kinds({ chosen }: { chosen: string | undefined }) {
  const { t } = useTranslation();
  const query = useApi.useQuery("get", "/api/source-kinds", {});
  return (
    <Loaded query={query}>
      {(told) => {
        if (!told.enabled) {
          return <Empty title={t("sources.adding_off")}>{t("sources.adding_off_hint")}</Empty>;
        }
        const kind = told.kinds.find(({ beginning }) => beginning === chosen);
        if (!kind) return <KindList kinds={told.kinds} />;
        return (
          <SourceForm
            key={kind.beginning}
            kind={kind}
            folders={told.folders}
            variables={told.variables}
          />
        );
      }}
    </Loaded>
  );
}

function KindList({ kinds }: { kinds: readonly KindOfSource[] }) {
  const { t } = useTranslation();
  const offered = new Set(kinds.map(({ beginning }) => beginning));
  return GROUPS.map(([group, names]) => (
    <section key={group} aria-label={t(`sources.group.${group}`)}>
      <h2 className={styles["group"]}>{t(`sources.group.${group}`)}</h2>
      <ul className={styles["kinds"]}>
        {names
          .filter((name) => offered.has(name))
          .map((name) => (
            <li key={name}>
              <KindLink name={name} />
            </li>
          ))}
      </ul>
    </section>
  ));
}

function KindLink({ name }: { name: Beginning }) {
  const { t } = useTranslation();
  return (
    <Link to="/admin/sources/new" search={{ kind: name }} className={styles["kind"]}>
      <strong>{t(`sources.kind.${name}`)}</strong>
      <span>{t(`sources.about.${name}`)}</span>
    </Link>
  );
}
