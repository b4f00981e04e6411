import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../api/client";
import { useAsker } from "../asker/context";
import { Modal } from "../ui/Modal";
import styles from "./admin.module.css";
import { Copyable } from "./Copyable";
import { Fault } from "./Fault";
import { Field } from "./Field";
import { useChange } from "./useChange";

const DAYS = [7, 30, 90, 365] as const;

interface MakeTokenProps {
  onMade: () => Promise<void>;
  onClose: () => void;
}

/** A new token; its secret is shown this once. */
export function MakeToken({ onMade, onClose }: MakeTokenProps) {
  const { t } = useTranslation();
  const { me } = useAsker();
  const change = useChange();
  const [name, setName] = useState("");
  const [days, setDays] = useState(90);
  const [administers, setAdministers] = useState(false);
  const [secret, setSecret] = useState("");
  const make = async (): Promise<void> => {
    const done = await change.run(async () => {
      const { data } = await api.POST("/api/tokens", {
        body: { name: name.trim(), days, scopes: administers ? ["ask", "administer"] : ["ask"] },
      });
      setSecret(data?.secret ?? "");
    });
    if (done) await onMade();
  };
  if (secret) {
    return (
      <Modal open onClose={onClose} title={t("admin.token_made", { name })} lead={t("admin.secret_once")}>
        <Copyable label={t("admin.secret")} text={secret} />
      </Modal>
    );
  }
  return (
    <Modal open onClose={onClose} title={t("admin.make_token")} lead={t("admin.make_token_lead")}>
      <form
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Field label={t("admin.token_name")} hint={t("admin.token_name_hint")} required>
          {(id, described) => (
            <input
              id={id}
              aria-describedby={described}
              required
              maxLength={100}
              autoComplete="off"
              value={name}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          )}
        </Field>
        <Field label={t("admin.token_days")}>
          {(id) => (
            <select
              id={id}
              value={days}
              onChange={(event) => {
                setDays(Number(event.target.value));
              }}
            >
              {DAYS.map((count) => (
                <option key={count} value={count}>
                  {t("admin.days", { count })}
                </option>
              ))}
            </select>
          )}
        </Field>
        {me.actions.includes("administer") && (
          <label className={styles["check"]}>
            <input
              type="checkbox"
              checked={administers}
              onChange={(event) => {
                setAdministers(event.target.checked);
              }}
            />
            <span>
              {t("admin.token_administers")}
              <span className={styles["hint"]}> {t("admin.token_administers_hint")}</span>
            </span>
          </label>
        )}
        <Fault fault={change.fault} />
        <div className={styles["buttons"]}>
          <button type="button" className="button" onClick={onClose}>
            {t("admin.cancel")}
          </button>
          <button type="submit" className="button button-primary" disabled={change.busy}>
            {t("admin.make_token")}
          </button>
        </div>
      </form>
    </Modal>
  );
}
