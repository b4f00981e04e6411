import { useTranslation } from "react-i18next";

import admin from "../admin/admin.module.css";
import { Field } from "../admin/Field";
import type { KindOfSource } from "./formValues";
import styles from "./sources.module.css";

interface TablesFieldProps {
  kind: KindOfSource;
  value: string;
  faulty: boolean;
  onChange: (value: string) => void;
}

/** What no field can hold (tables, entities, rules), as it would stand in config.toml. */
export function TablesField({ kind, value, faulty, onChange }: TablesFieldProps) {
  const { t } = useTranslation();
  const field = (
    <Field
      label={t("sources.field.tables")}
      hint={t("sources.hint.tables")}
      required={kind.tables_required}
    >
      {(id, described) => (
        <textarea
          id={id}
          className={admin["code"]}
          aria-describedby={described}
          aria-invalid={faulty}
          rows={kind.tables_required ? 16 : 6}
          spellCheck={false}
          value={value}
          placeholder={kind.tables}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
  if (kind.tables_required) return field;
  return (
    <details className={styles["more"]} open={value !== ""}>
      <summary>{t("sources.by_toml")}</summary>
      <div>{field}</div>
    </details>
  );
}
