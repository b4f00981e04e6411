import { keepPreviousData } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { components } from "../api/schema";
import { Icon } from "../icons/Icon";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { SearchField } from "../ui/SearchField";
import styles from "./admin.module.css";
import { AdminPage } from "./AdminPage";
import { GlossaryEditor } from "./GlossaryEditor";
import { GlossaryImport } from "./GlossaryImport";
import { GlossaryRow } from "./GlossaryRow";

export type GlossaryEntry = components["schemas"]["GlossaryEntry"];

const route = getRouteApi("/admin/glossary");
const PAGE = 100;

/** What the company says for what. */
export function GlossaryPage() {
  const { t } = useTranslation();
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const [open, setOpen] = useState<"add" | "import" | null>(null);
  const close = (): void => {
    setOpen(null);
  };
  return (
    <AdminPage
      part="glossary"
      actions={
        <>
          <button
            type="button"
            className="button button-primary"
            onClick={() => {
              setOpen("add");
            }}
          >
            <Icon name="plus" /> {t("admin.add_term")}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              setOpen("import");
            }}
          >
            {t("admin.import")}
          </button>
          <a className="button" href="/api/glossary/export" download="glossary.csv">
            {t("admin.export")}
          </a>
        </>
      }
    >
      <div className={styles["tools"]}>
        <SearchField
          label={t("admin.find_term")}
          value={q ?? ""}
          onSearch={(words) => {
            void navigate({ search: { q: words || undefined }, replace: true, state: true });
          }}
        />
      </div>
      <Entries q={q ?? ""} />
      {open === "add" && <GlossaryEditor onClose={close} />}
      {open === "import" && <GlossaryImport onClose={close} />}
    </AdminPage>
  );
}

function Entries({ q }: { q: string }) {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(PAGE);
  const query = useApi.useQuery(
    "get",
    "/api/glossary",
    { params: { query: { limit, ...(q ? { q } : {}) } } },
    { placeholderData: keepPreviousData },
  );
  return (
    <Loaded query={query}>
      {({ entries, more }) =>
        entries.length === 0 ? (
          <Empty title={t(q ? "admin.no_term_found" : "admin.no_term")}>
            {t("admin.no_term_hint")}
          </Empty>
        ) : (
          <>
            <ul className={styles["list"]}>
              {entries.map((entry) => (
                <GlossaryRow key={entry.entry_id} entry={entry} />
              ))}
            </ul>
            {more && limit < 500 && (
              <div className={styles["foot"]}>
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    setLimit(Math.min(500, limit + PAGE * 2));
                  }}
                >
                  {t("admin.more")}
                </button>
              </div>
            )}
          </>
        )
      }
    </Loaded>
  );
}
