import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { AdminPage } from "./AdminPage";
import { AuditEntries } from "./AuditEntries";
import { AuditFilters } from "./AuditFilters";
import { AuditProof } from "./AuditProof";

const route = getRouteApi("/admin/audit");

/** Who did and saw what. */
export function AuditPage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <AdminPage
      part="audit"
      actions={
        <a className="button" href="/api/audit/export" download="zhike-audit.jsonl">
          <Icon name="down" /> {t("admin.export_log")}
        </a>
      }
    >
      <AuditProof />
      <AuditFilters
        search={search}
        narrow={(change) => {
          void navigate({ search: (held) => ({ ...held, ...change }), replace: true, state: true });
        }}
      />
      <AuditEntries search={search} />
    </AdminPage>
  );
}
