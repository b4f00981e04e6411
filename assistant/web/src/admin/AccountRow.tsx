import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../api/client";
import { useAsker } from "../asker/context";
import { useNameOf } from "../i18n/names";
import { Avatar } from "../people/Avatar";
import { Modal } from "../ui/Modal";
import { accountsChanged, type AccountView, invitationLink, stateOfAccount } from "./accounts";
import styles from "./admin.module.css";
import { Confirm } from "./Confirm";
import { Copyable } from "./Copyable";
import { Fault } from "./Fault";
import { RolePicker } from "./RolePicker";
import { useChange } from "./useChange";

type Open = "roles" | "close" | null;

/** One account: whose, with which roles, and what one can do with it. */
export function AccountRow({ account }: { account: AccountView }) {
  const { t } = useTranslation();
  const { me } = useAsker();
  const change = useChange();
  const [open, setOpen] = useState<Open>(null);
  const [code, setCode] = useState("");
  const person = account.person ?? { name: account.person_id, alternate_name: "" };
  const name = useNameOf()(person);
  const state = stateOfAccount(account);
  const own = me.person.id === account.person_id;
  const path = { params: { path: { person_id: account.person_id } } };
  const disable = async (disabled: boolean): Promise<void> => {
    const done = await change.run(() =>
      api.PATCH("/api/accounts/{person_id}", { ...path, body: { disabled } }),
    );
    if (!done) return;
    setOpen(null);
    await accountsChanged();
  };
  const invite = (): void => {
    void change.run(async () => {
      const { data } = await api.POST("/api/accounts/{person_id}/invitation", path);
      setCode(data?.code ?? "");
    });
  };
  return (
    <li className={styles["item"]}>
      <div className={styles["who"]}>
        <Avatar of={person} />
        <div>
          <p className={styles["strong"]}>{name}</p>
          <p className="quiet">
            {account.person
              ? [account.person.title, account.person.department, account.person.email]
                  .filter(Boolean)
                  .join(" · ")
              : t("admin.unknown_person")}
          </p>
          <p className={styles["badges"]}>
            {account.roles.map((role) => (
              <span key={role} className="badge">
                {t(`admin.role.${role}`)}
              </span>
            ))}
            {state !== "open" && (
              <span className={state === "closed" ? "badge badge-warning" : "badge"}>
                {t(`admin.account_state.${state}`)}
              </span>
            )}
          </p>
        </div>
      </div>
      <div className={styles["badges"]}>
        {state === "closed" ? (
          <button
            type="button"
            className="button"
            disabled={change.busy}
            onClick={() => void disable(false)}
          >
            {t("admin.open_account")} <span className="unseen">{name}</span>
          </button>
        ) : (
          <>
            <button
              type="button"
              className="quiet-button"
              onClick={() => {
                change.forget();
                setOpen("roles");
              }}
            >
              {t("admin.change_roles")} <span className="unseen">{name}</span>
            </button>
            {me.by_password && !me.demo && (
              <button
                type="button"
                className="quiet-button"
                disabled={change.busy}
                onClick={invite}
              >
                {t("admin.invite_again")} <span className="unseen">{name}</span>
              </button>
            )}
            {!own && (
              <button
                type="button"
                className="quiet-button"
                onClick={() => {
                  change.forget();
                  setOpen("close");
                }}
              >
                {t("admin.close_account")} <span className="unseen">{name}</span>
              </button>
            )}
          </>
        )}
      </div>
      {open === null && <Fault fault={change.fault} />}
      {open === "roles" && (
        <RolePicker
          account={account}
          name={name}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
      {open === "close" && (
        <Confirm
          title={t("admin.close_account_of", { name })}
          lead={t("admin.close_account_hint")}
          word={t("admin.close_account")}
          change={change}
          onClose={() => {
            setOpen(null);
          }}
          onConfirm={() => void disable(true)}
        />
      )}
      {code && (
        <Modal
          open
          title={t("admin.invited", { name })}
          lead={t("admin.invited_hint")}
          onClose={() => {
            setCode("");
          }}
        >
          <Copyable label={t("admin.invitation_link")} text={invitationLink(code)} />
        </Modal>
      )}
    </li>
  );
}
