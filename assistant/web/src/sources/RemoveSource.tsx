import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Confirm } from "../admin/Confirm";
import styles from "../admin/admin.module.css";
import { useChange } from "../admin/useChange";
import { api, queryClient } from "../api/client";
import { sourcesChanged, type SourceView } from "./sourcing";

const PEOPLE = ["directory", "ldap"];

/** Removing a source, and what becomes of what was read of it. */
export function RemoveSource({ view, onClose }: { view: SourceView; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const change = useChange();
  const [keep, setKeep] = useState(false);
  const remove = async (): Promise<void> => {
    const done = await change.run(() =>
      api.DELETE("/api/sources/{name}", {
        params: { path: { name: view.name }, query: { keep_records: keep } },
      }),
    );
    if (!done) return;
    // First away from what is there no more, so that nobody asks for it again.
    await navigate({ to: "/admin/sources" });
    queryClient.removeQueries({ queryKey: ["get", "/api/sources/{name}/settings"] });
    await sourcesChanged();
  };
  return (
    <Confirm
      title={t("sources.remove_of", { name: view.name })}
      lead={t("sources.remove_lead")}
      word={t(change.busy ? "sources.removing" : "sources.remove")}
      change={change}
      onClose={onClose}
      onConfirm={() => {
        void remove();
      }}
    >
      <fieldset className={styles["choices"]}>
        <legend className="unseen">{t("sources.remove_choice")}</legend>
        {([false, true] as const).map((kept) => (
          <label key={String(kept)} className={styles["check"]}>
            <input
              type="radio"
              name="keep"
              checked={keep === kept}
              onChange={() => {
                setKeep(kept);
              }}
            />
            <span>
              {t(kept ? "sources.keep_records" : "sources.drop_records", { count: view.records })}
              <span className={styles["hint"]}>
                {" "}
                {t(kept ? "sources.keep_records_hint" : "sources.drop_records_hint")}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      {PEOPLE.includes(view.kind) && (
        <p className={styles["fault"]}>{t("sources.remove_people")}</p>
      )}
    </Confirm>
  );
}
