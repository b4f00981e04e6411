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
  const settings = useApi.useQuery(
    "get",
    "/api/sources/{name}/settings",
    { params: { path: { name } } },
    { staleTime: 0, refetchOnWindowFocus: false },
  );
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
      <Loaded query={settings}>
        {(stated) =>
          stated.added ? (
            <Edited stated={stated} />
          ) : (
            <Empty title={t("sources.not_editable")}>{t("sources.in_config")}</Empty>
          )
        }
      </Loaded>
    </AdminPage>
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
