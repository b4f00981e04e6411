import { useId } from "react";
import { useTranslation } from "react-i18next";

import styles from "../admin/admin.module.css";
import { Field } from "../admin/Field";
import type { SourceField } from "./formValues";
import { useFieldWords } from "./useFieldWords";

interface FieldControlProps {
  field: SourceField;
  value: string | boolean;
  faulty: boolean;
  folders: readonly string[];
  /** Environment variables that are set and may be named. */
  variables: readonly string[];
  onChange: (value: string | boolean) => void;
}

/** One setting of a source: a tick, a choice, lines of a list, or a line of text. */
export function FieldControl(props: FieldControlProps) {
  return typeof props.value === "boolean" ? (
    <Tick {...props} on={props.value} />
  ) : (
    <Written {...props} text={props.value} />
  );
}

function Tick({ field, on, onChange }: FieldControlProps & { on: boolean }) {
  const words = useFieldWords();
  const hint = words.hint(field.name);
  return (
    <label className={styles["check"]}>
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <span>
        {words.label(field.name)}
        {hint && <span className={styles["hint"]}> {hint}</span>}
      </span>
    </label>
  );
}

function Written({
  field,
  text,
  faulty,
  folders,
  variables,
  onChange,
}: FieldControlProps & { text: string }) {
  const { t } = useTranslation();
  const words = useFieldWords();
  const listed = useId();
  const hints = [words.hint(field.name)];
  if (field.variable) hints.push(t("sources.variable_hint"));
  if (field.type === "list") hints.push(t("sources.list_hint"));
  if (field.name === "path" && folders.length > 0) {
    hints.push(t("sources.folders_hint", { folders: folders.join(t("list.comma")) }));
  }
  const unset = field.variable && text !== "" && !variables.includes(text);
  return (
    <Field
      label={words.label(field.name)}
      hint={hints.filter(Boolean).join(" ")}
      required={field.required}
    >
      {(id, described) => {
        const common = {
          id,
          "aria-describedby": described,
          "aria-invalid": faulty,
          "aria-required": field.required,
          value: text,
        };
        if (field.type === "choice") {
          return (
            <select
              {...common}
              onChange={(event) => {
                onChange(event.target.value);
              }}
            >
              {field.choices.map((choice) => (
                <option key={String(choice)} value={String(choice)}>
                  {choice === true
                    ? t("sources.yes")
                    : choice === false
                      ? t("sources.no")
                      : choice}
                </option>
              ))}
            </select>
          );
        }
        if (field.type === "list") {
          return (
            <textarea
              {...common}
              rows={2}
              placeholder={exampleOf(field)}
              onChange={(event) => {
                onChange(event.target.value);
              }}
            />
          );
        }
        return (
          <>
            <input
              {...common}
              inputMode={field.type === "text" ? "text" : "decimal"}
              autoComplete="off"
              spellCheck={false}
              placeholder={exampleOf(field)}
              list={field.variable ? listed : undefined}
              onChange={(event) => {
                onChange(event.target.value);
              }}
            />
            {field.variable && (
              <datalist id={listed}>
                {variables.map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            )}
            {unset && (
              <span className="badge badge-warning">{t("sources.unset_now", { name: text })}</span>
            )}
          </>
        );
      }}
    </Field>
  );
}

/** What it may look like, where that says something. */
function exampleOf({ example }: SourceField): string | undefined {
  if (example === null || typeof example === "boolean") return undefined;
  return Array.isArray(example) ? example.join("\n") : String(example);
}
