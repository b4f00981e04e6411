import { keepPreviousData } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { Icon } from "../icons/Icon";
import { Choice } from "../ui/Choice";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { SearchField } from "../ui/SearchField";
import { AccountRow } from "./AccountRow";
import styles from "./admin.module.css";
import { AdminPage } from "./AdminPage";
import { ACCOUNT_STATES, ROLES } from "./choices";
import { Invite } from "./Invite";
import { RolesExplained } from "./RolesExplained";
import type { AccountSearch } from "./routes";

const route = getRouteApi("/admin/accounts");
const PAGE = 50;

/** Who may sign in, and what each may do. */
export function AccountsPage() {
  const { t } = useTranslation();
  const [inviting, setInviting] = useState(false);
  return (
    <AdminPage
      part="accounts"
      actions={
        <button
          type="button"
          className="button button-primary"
          onClick={() => {
            setInviting(true);
          }}
        >
          <Icon name="plus" /> {t("admin.invite")}
        </button>
      }
    >
      <Filters />
      <Accounts />
      <RolesExplained />
      {inviting && (
        <Invite
          onClose={() => {
            setInviting(false);
          }}
        />
      )}
    </AdminPage>
  );
}

function useNarrowing() {
  const navigate = route.useNavigate();
  return (change: Partial<AccountSearch>) => {
    void navigate({ search: (held) => ({ ...held, ...change }), replace: true, state: true });
  };
}

function Filters() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const narrow = useNarrowing();
  return (
    <div className={styles["tools"]}>
      <SearchField
        label={t("admin.find_account")}
        value={search.q ?? ""}
        onSearch={(q) => {
          narrow({ q: q || undefined });
        }}
      />
      <Choice
        label={t("admin.role_label")}
        any={t("admin.any")}
        value={search.role ?? ""}
        options={ROLES.filter((role) => role !== "member").map((role) => ({
          value: role,
          words: t(`admin.role.${role}`),
        }))}
        onChoose={(value) => {
          narrow({ role: ROLES.find((role) => role === value) });
        }}
      />
      <Choice
        label={t("admin.state_label")}
        any={t("admin.any")}
        value={search.state ?? ""}
        options={ACCOUNT_STATES.map((state) => ({
          value: state,
          words: t(`admin.account_state.${state}`),
        }))}
        onChoose={(value) => {
          narrow({ state: ACCOUNT_STATES.find((state) => state === value) });
        }}
      />
    </div>
  );
}

function Accounts() {
  const { t } = useTranslation();
  const { q, role, state } = route.useSearch();
  const [limit, setLimit] = useState(PAGE);
  const query = useApi.useQuery(
    "get",
    "/api/accounts",
    {
      params: {
        query: { limit, ...(q ? { q } : {}), ...(role ? { role } : {}), ...(state ? { state } : {}) },
      },
    },
    { placeholderData: keepPreviousData },
  );
  return (
    <Loaded query={query}>
      {({ accounts, total }) =>
        accounts.length === 0 ? (
          <Empty title={t("admin.no_account")}>{t("admin.no_account_hint")}</Empty>
        ) : (
          <>
            <p className="quiet" role="status">
              {t("admin.accounts", { count: total })}
            </p>
            <ul className={styles["list"]}>
              {accounts.map((account) => (
                <AccountRow key={account.person_id} account={account} />
              ))}
            </ul>
            {accounts.length < total && limit < 500 && (
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
