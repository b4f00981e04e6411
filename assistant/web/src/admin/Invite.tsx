import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../api/client";
import { Modal } from "../ui/Modal";
import { accountsChanged, invitationLink } from "./accounts";
import styles from "./admin.module.css";
import type { RoleName } from "./choices";
import { Copyable } from "./Copyable";
import { Fault } from "./Fault";
import { Field } from "./Field";
import { RoleTicks } from "./RoleTicks";
import { useChange } from "./useChange";

/** Giving a colleague an account, and the link with which they choose a password. */
export function Invite({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const change = useChange();
  const [email, setEmail] = useState("");
  const [roles, setRoles] = useState<RoleName[]>([]);
  const [code, setCode] = useState("");
  const invite = async (): Promise<void> => {
    const done = await change.run(async () => {
      const { data } = await api.POST("/api/accounts", {
        body: { email: email.trim(), ...(roles.length > 0 ? { roles } : {}) },
      });
      setCode(data?.code ?? "");
    });
    if (done) await accountsChanged();
  };
  if (code) {
    return (
      <Modal
        open
        onClose={onClose}
        title={t("admin.invited", { name: email.trim() })}
        lead={t("admin.invited_hint")}
      >
        <Copyable label={t("admin.invitation_link")} text={invitationLink(code)} />
      </Modal>
    );
  }
  return (
    <Modal open onClose={onClose} title={t("admin.invite")} lead={t("admin.invite_lead")}>
      <form
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <Field label={t("sign_in.email")} hint={t("admin.invite_hint")} required>
          {(id, described) => (
            <input
              id={id}
              aria-describedby={described}
              type="email"
              required
              maxLength={200}
              autoComplete="off"
              value={email}
              onChange={(event) => {
                setEmail(event.target.value);
              }}
            />
          )}
        </Field>
        <RoleTicks roles={roles} onChange={setRoles} />
        <Fault fault={change.fault} />
        <div className={styles["buttons"]}>
          <button type="button" className="button" onClick={onClose}>
            {t("admin.cancel")}
          </button>
          <button type="submit" className="button button-primary" disabled={change.busy}>
            {t("admin.make_link")}
          </button>
        </div>
      </form>
    </Modal>
  );
}
