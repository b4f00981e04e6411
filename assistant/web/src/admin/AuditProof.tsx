import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../api/client";
import type { components } from "../api/schema";
import { formatCount } from "../i18n/numbers";
import { useLanguage } from "../i18n/useLanguage";
import { Icon } from "../icons/Icon";
import styles from "./admin.module.css";
import { Fault } from "./Fault";
import { useChange } from "./useChange";

type Proof = components["schemas"]["Proof"];

/** Going through the whole log: is anything missing, was anything changed? */
export function AuditProof() {
  const { t } = useTranslation();
  const language = useLanguage();
  const change = useChange();
  const [proof, setProof] = useState<Proof | null>(null);
  return (
    <div className={styles["tools"]}>
      <button
        type="button"
        className="button"
        disabled={change.busy}
        onClick={() => {
          void change.run(async () => {
            const { data } = await api.GET("/api/audit/proof");
            setProof(data ?? null);
          });
        }}
      >
        <Icon name="check" /> {t("admin.prove")}
      </button>
      <p role="status" className="quiet">
        {change.busy && t("admin.proving")}
        {!change.busy && proof?.ok && t("admin.proven", { entries: formatCount(proof.entries, language) })}
      </p>
      {!change.busy && proof && !proof.ok && (
        <div role="alert" className={styles["fault"]}>
          <p>{t("admin.not_proven")}</p>
          <p className={styles["said"]} lang="en">
            {proof.fault}
          </p>
        </div>
      )}
      <Fault fault={change.fault} />
    </div>
  );
}
