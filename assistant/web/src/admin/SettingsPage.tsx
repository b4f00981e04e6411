import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { components } from "../api/schema";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { SearchField } from "../ui/SearchField";
import styles from "./admin.module.css";
import { AdminPage } from "./AdminPage";

type SettingShown = components["schemas"]["SettingShown"];

const route = getRouteApi("/admin/settings");

/** What config.toml says, and what is assumed beside it; no secret is among it. */
export function SettingsPage() {
  return (
    <AdminPage part="settings">
      <Settings />
    </AdminPage>
  );
}

function Settings() {
  const { t } = useTranslation();
  const { q = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useApi.useQuery("get", "/api/settings", {});
  return (
    <>
      <div className={styles["tools"]}>
        <SearchField
          label={t("admin.find_setting")}
          value={q}
          onSearch={(words) => {
            void navigate({ search: { q: words || undefined }, replace: true, state: true });
          }}
        />
      </div>
      <Loaded query={query}>
        {({ folder, settings }) => {
          const found = settings.filter((one) => nameOf(one).includes(q.toLowerCase()));
          if (found.length === 0) return <Empty title={t("admin.no_setting")} />;
          return (
            <>
              <p className="quiet">{t("admin.settings_at", { folder })}</p>
              {[...new Set(found.map(({ table }) => table))].map((table) => (
                <Table
                  key={table}
                  table={table}
                  settings={found.filter((one) => one.table === table)}
                />
              ))}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function nameOf({ table, key }: SettingShown): string {
  return `${table}.${key}`.toLowerCase();
}

function Table({ table, settings }: { table: string; settings: readonly SettingShown[] }) {
  const { t } = useTranslation();
  const title = table ? `[${table}]` : t("admin.first_settings");
  return (
    <section aria-label={title}>
      <h2 className={styles["section"]}>{title}</h2>
      <div className="table-frame">
        <table className="table">
          <tbody>
            {settings.map((one) => (
              <tr key={one.key}>
                <th scope="row" className={styles["key"]}>
                  {one.key}
                </th>
                <td>
                  {written(one.value, t("admin.nothing_said"), t("list.comma"))}{" "}
                  {one.variable && (
                    <span
                      className={one.variable === "set" ? "badge badge-good" : "badge badge-warning"}
                    >
                      {t(`admin.variable.${one.variable}`)}
                    </span>
                  )}
                  {one.changed && <span className="badge">{t("admin.changed")}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function written(value: SettingShown["value"], nothing: string, comma: string): string {
  if (value === null || value === "") return nothing;
  if (Array.isArray(value)) return value.length > 0 ? value.join(comma) : nothing;
  return String(value);
}
