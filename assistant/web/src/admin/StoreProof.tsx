import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../api/client";
import type { components } from "../api/schema";
import { Fault } from "./Fault";
import { useChange } from "./useChange";

type Check = components["schemas"]["Check"];

/** Going through the stores, to prove that they hold the same. */
export function StoreProof() {
  const { t } = useTranslation();
  const change = useChange();
  const [checks, setChecks] = useState<Check[] | null>(null);
  const agree = checks?.every(({ ok }) => ok) ?? false;
  return (
    <>
      <button
        type="button"
        className="quiet-button"
        disabled={change.busy}
        onClick={() => {
          void change.run(async () => {
            const { data } = await api.POST("/api/condition/stores");
            setChecks(data?.checks ?? null);
          });
        }}
      >
        {t("admin.health.prove")}
      </button>
      <p role="status" className="quiet">
        {change.busy && t("admin.proving")}
        {!change.busy && checks && t(agree ? "admin.health.proven" : "admin.health.not_proven")}
      </p>
      <Fault fault={change.fault} />
    </>
  );
}
