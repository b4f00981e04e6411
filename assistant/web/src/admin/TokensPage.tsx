import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, queryClient, useApi } from "../api/client";
import type { components } from "../api/schema";
import { Icon } from "../icons/Icon";
import { Moment } from "../sources/Moment";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import styles from "./admin.module.css";
import { AdminPage } from "./AdminPage";
import { Confirm } from "./Confirm";
import { MakeToken } from "./MakeToken";
import { useChange } from "./useChange";

type TokenView = components["schemas"]["TokenView"];

/** What one's own scripts sign in with. */
export function TokensPage() {
  const { t } = useTranslation();
  const [making, setMaking] = useState(false);
  const query = useApi.useQuery("get", "/api/tokens", {});
  return (
    <AdminPage
      part="tokens"
      actions={
        <button
          type="button"
          className="button button-primary"
          onClick={() => {
            setMaking(true);
          }}
        >
          <Icon name="plus" /> {t("admin.make_token")}
        </button>
      }
    >
      <Loaded query={query}>
        {({ tokens }) =>
          tokens.length === 0 ? (
            <Empty title={t("admin.no_token")}>{t("admin.no_token_hint")}</Empty>
          ) : (
            <ul className={styles["list"]}>
              {tokens.map((token) => (
                <TokenRow key={token.id} token={token} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {making && (
        <MakeToken
          onMade={tokensChanged}
          onClose={() => {
            setMaking(false);
          }}
        />
      )}
    </AdminPage>
  );
}

async function tokensChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ["get", "/api/tokens"] });
}

function TokenRow({ token }: { token: TokenView }) {
  const { t } = useTranslation();
  const change = useChange();
  const [asked, setAsked] = useState(false);
  const over = token.revoked || new Date(token.expires_at) < new Date();
  const revoke = async (): Promise<void> => {
    const done = await change.run(() =>
      api.DELETE("/api/tokens/{token_id}", { params: { path: { token_id: token.id } } }),
    );
    if (!done) return;
    setAsked(false);
    await tokensChanged();
  };
  return (
    <li className={styles["item"]}>
      <div>
        <p className={styles["strong"]}>{token.name}</p>
        <p className={styles["badges"]}>
          {token.scopes.map((scope) => (
            <span key={scope} className="badge">
              {t(`admin.action.${scope}`)}
            </span>
          ))}
          {over && (
            <span className="badge badge-warning">
              {t(token.revoked ? "admin.revoked" : "admin.expired")}
            </span>
          )}
        </p>
        <p className="quiet">
          {t("admin.made_at")} <Moment at={token.created_at} />
          {" · "}
          {t("admin.expires_at")} <Moment at={token.expires_at} />
          {" · "}
          {token.used_at ? (
            <>
              {t("admin.used_at")} <Moment at={token.used_at} />
            </>
          ) : (
            t("admin.never_used")
          )}
        </p>
      </div>
      {!over && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            setAsked(true);
          }}
        >
          {t("admin.revoke")} <span className="unseen">{token.name}</span>
        </button>
      )}
      {asked && (
        <Confirm
          title={t("admin.revoke_of", { name: token.name })}
          lead={t("admin.revoke_hint")}
          word={t("admin.revoke")}
          change={change}
          onClose={() => {
            setAsked(false);
          }}
          onConfirm={() => void revoke()}
        />
      )}
    </li>
  );
}
