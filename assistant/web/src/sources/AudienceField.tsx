import { useState } from "react";
import { useTranslation } from "react-i18next";

import styles from "../admin/admin.module.css";
import { Field } from "../admin/Field";

const EVERYONE = "everyone";

interface AudienceFieldProps {
  /** Audience tokens, one a line. */
  value: string;
  required: boolean;
  onChange: (value: string) => void;
}

/** Who may read what is read: everyone, or those alone who are named. */
export function AudienceField({ value, required, onChange }: AudienceFieldProps) {
  const { t } = useTranslation();
  const [some, setSome] = useState(value.trim() !== EVERYONE);
  const choose = (named: boolean) => () => {
    setSome(named);
    onChange(named ? "" : EVERYONE);
  };
  return (
    <fieldset className={styles["choices"]}>
      <legend className={styles["name"]} data-required={required}>
        {t("sources.field.audience")}
      </legend>
      <label className={styles["check"]}>
        <input type="radio" name="audience" checked={!some} onChange={choose(false)} />
        <span>{t("sources.audience.everyone")}</span>
      </label>
      <label className={styles["check"]}>
        <input type="radio" name="audience" checked={some} onChange={choose(true)} />
        <span>{t(required ? "sources.audience.some" : "sources.audience.own")}</span>
      </label>
      {some && (
        <Field label={t("sources.audience.tokens")} hint={t("sources.hint.audience")}>
          {(id, described) => (
            <textarea
              id={id}
              aria-describedby={described}
              rows={2}
              value={value}
              placeholder={t("sources.audience.example")}
              onChange={(event) => {
                onChange(event.target.value);
              }}
            />
          )}
        </Field>
      )}
    </fieldset>
  );
}
