import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../api/client";
import type { components } from "../api/schema";
import { Modal } from "../ui/Modal";
import styles from "./admin.module.css";
import { Fault } from "./Fault";
import { Field } from "./Field";
import { glossaryChanged } from "./glossary";
import { useChange } from "./useChange";

type Imported = components["schemas"]["Imported"];

/** Many entries at once, from a table. */
export function GlossaryImport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const change = useChange();
  const [file, setFile] = useState<File | null>(null);
  const [imported, setImported] = useState<Imported | null>(null);
  const take = async (): Promise<void> => {
    if (!file) return;
    const done = await change.run(async () => {
      const { data } = await api.POST("/api/glossary/import", { body: { csv: await file.text() } });
      setImported(data ?? null);
    });
    if (done) await glossaryChanged();
  };
  return (
    <Modal open onClose={onClose} title={t("admin.import")} lead={t("admin.import_lead")}>
      <form
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        <Field label={t("admin.csv")} hint={t("admin.csv_hint")} required>
          {(id, described) => (
            <input
              id={id}
              aria-describedby={described}
              type="file"
              accept=".csv,text/csv"
              required
              onChange={(event) => {
                setImported(null);
                setFile(event.target.files?.[0] ?? null);
              }}
            />
          )}
        </Field>
        <p role="status">
          {imported &&
            t("admin.imported", { added: imported.added, changed: imported.changed })}
        </p>
        <Fault fault={change.fault} />
        <div className={styles["buttons"]}>
          <button type="button" className="button" onClick={onClose}>
            {t(imported ? "panel.close" : "admin.cancel")}
          </button>
          <button
            type="submit"
            className="button button-primary"
            disabled={change.busy || !file || imported !== null}
          >
            {t("admin.import")}
          </button>
        </div>
      </form>
    </Modal>
  );
}
