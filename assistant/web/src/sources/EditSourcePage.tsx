import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { AdminPage } from "../admin/AdminPage";
import { useApi } from "../api/client";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import type { SourceStated } from "./formValues";
import { SourceForm } from "./SourceForm";

const route = getRouteApi("/admin/sources/$name/edit");

/** Changing what a source that was added is told. */
export function EditSourcePage() {
  const { t } = useTranslation();
  const { name } = route.useParams();
  return (
    <AdminPage
      part="sources"
      title={t("sources.edit_of", { name })}
      lead={
        <Link to="/admin/sources/$name" params={{ name }} className="link">
          {t("sources.back_to", { name })}
        </Link>
      }
    >
      <Told name={name} />
    </AdminPage>
  );
}

function Told({ name }: { name: string }) {
  const { t } = useTranslation();
  const settings = useApi.useQuery(
    "get",
    "/api/sources/{name}/settings",
    { params: { path: { name } } },
    // What somebody is changing must not change below their hands.
    { refetchOnWindowFocus: false, refetchOnReconnect: false },
  );
  return (
    <Loaded query={settings}>
      {(stated) =>
        stated.added ? (
          <Edited stated={stated} />
        ) : (
          <Empty title={t("sources.not_editable")}>{t("sources.in_config")}</Empty>
        )
      }
    </Loaded>
  );
}

function Edited({ stated }: { stated: SourceStated }) {
  const query = useApi.useQuery("get", "/api/source-kinds", {});
  return (
    <Loaded query={query}>
      {({ kinds, folders, variables }) => {
        const kind = kinds.find(({ beginning }) => beginning === stated.beginning);
        return (
          kind && (
            <SourceForm kind={kind} folders={folders} variables={variables} stated={stated} />
          )
        );
      }}
    </Loaded>
  );
}
