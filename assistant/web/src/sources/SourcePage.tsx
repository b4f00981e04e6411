import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { AdminPage } from "../admin/AdminPage";
import { useApi } from "../api/client";
import { Icon } from "../icons/Icon";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { FailureList } from "./FailureList";
import { KindName } from "./KindName";
import { RemoveSource } from "./RemoveSource";
import { SourceFacts } from "./SourceFacts";
import { SourceSteps } from "./SourceSteps";
import { StateBadge } from "./StateBadge";
import { StatedSettings } from "./StatedSettings";
import { Reading } from "./Reading";
import styles from "./sources.module.css";
import { type SourceView, useSources } from "./sourcing";

const route = getRouteApi("/admin/sources/$name");

/** One source: how it stands, what did not go in, what it is told. */
export function SourcePage() {
  const { t } = useTranslation();
  const { name } = route.useParams();
  return (
    <AdminPage part="sources" title={name} lead={<BackToSources />}>
      <Shown name={name} missing={t("sources.missing", { name })} />
    </AdminPage>
  );
}

function BackToSources() {
  const { t } = useTranslation();
  return (
    <Link to="/admin/sources" className="link">
      {t("sources.all")}
    </Link>
  );
}

function Shown({ name, missing }: { name: string; missing: string }) {
  const query = useSources();
  return (
    <Loaded query={query}>
      {({ sources }) => {
        const view = sources.find((one) => one.name === name);
        return view ? <Source view={view} /> : <Empty title={missing} action={<BackToSources />} />;
      }}
    </Loaded>
  );
}

function Source({ view }: { view: SourceView }) {
  const { t } = useTranslation();
  const [removing, setRemoving] = useState(false);
  const settings = useApi.useQuery("get", "/api/sources/{name}/settings", {
    params: { path: { name: view.name } },
  });
  const added = settings.data?.added ?? false;
  return (
    <>
      <section className={styles["card"]} aria-label={t("sources.standing")}>
        <div className={styles["head"]}>
          <StateBadge view={view} />
          <KindName kind={view.kind} />
        </div>
        <Reading view={view} />
        <SourceSteps view={view} />
      </section>
      <SourceFacts view={view} />
      <FailureList view={view} />
      <div className={styles["head"]}>
        <h2 className={styles["section"]}>{t("sources.told")}</h2>
        {added && (
          <span className={styles["steps"]}>
            <Link
              to="/admin/sources/$name/edit"
              params={{ name: view.name }}
              className="button"
            >
              {t("sources.edit")}
            </Link>
            <button
              type="button"
              className="button button-danger"
              onClick={() => {
                setRemoving(true);
              }}
            >
              <Icon name="close" /> {t("sources.remove")}
            </button>
          </span>
        )}
      </div>
      <Loaded query={settings}>{(stated) => <StatedSettings stated={stated} />}</Loaded>
      {removing && (
        <RemoveSource
          view={view}
          onClose={() => {
            setRemoving(false);
          }}
        />
      )}
    </>
  );
}
