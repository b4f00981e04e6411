import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Fault } from "../admin/Fault";
import { Field } from "../admin/Field";
import { useChange } from "../admin/useChange";
import { api } from "../api/client";
import { Notice } from "../ui/Notice";
import { AudienceField } from "./AudienceField";
import { FieldControl } from "./FieldControl";
import {
  fieldAtFault,
  initialValues,
  type KindOfSource,
  linesOf,
  missingFields,
  sentFields,
  type SourceStated,
  type Values,
} from "./formValues";
import { ScheduleField } from "./ScheduleField";
import styles from "./sources.module.css";
import { sourcesChanged, type Tried } from "./sourcing";
import { TablesField } from "./TablesField";
import { TryResult } from "./TryResult";
import { useFieldWords } from "./useFieldWords";

interface SourceFormProps {
  kind: KindOfSource;
  folders: readonly string[];
  variables: readonly string[];
  /** What it is told now, where it is there already. */
  stated?: SourceStated;
}

/** What a source must be told, trying whether that leads anywhere, and adding it. */
export function SourceForm({ kind, folders, variables, stated }: SourceFormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words = useFieldWords();
  const change = useChange();
  const [name, setName] = useState(stated?.name ?? "");
  const [values, setValues] = useState<Values>(() => initialValues(kind, stated));
  const [audience, setAudience] = useState(() => toldLines(stated, "audience", kind.audience ? "everyone" : ""));
  const [schedule, setSchedule] = useState(() => toldLines(stated, "schedule", ""));
  const [tables, setTables] = useState(stated?.tables ?? (kind.tables_required ? kind.tables : ""));
  const [tried, setTried] = useState<Tried | null>(null);
  const [lacking, setLacking] = useState<string[]>([]);

  if (kind.missing) {
    return (
      <Notice title={t("sources.missing_package", { package: kind.missing })}>
        {t("sources.missing_package_hint")}
      </Notice>
    );
  }
  const body = {
    name: name.trim(),
    beginning: kind.beginning,
    tables,
    fields: {
      ...sentFields(kind, values),
      ...(linesOf(audience).length > 0 ? { audience: linesOf(audience) } : {}),
      ...(schedule.trim() ? { schedule: schedule.trim() } : {}),
    },
  };
  const complete = (): boolean => {
    const missing = missingFields(kind, values);
    if (!body.name) missing.unshift("name");
    if (kind.audience && linesOf(audience).length === 0) missing.push("audience");
    setLacking(missing);
    return missing.length === 0;
  };
  const attempt = (): void => {
    if (!complete()) return;
    setTried(null);
    void change.run(async () => {
      const { data } = await api.POST("/api/sources/try", { body });
      setTried(data ?? null);
    });
  };
  const keep = async (): Promise<void> => {
    if (!complete()) return;
    const { name: called, ...rest } = body;
    const done = await change.run(() =>
      stated
        ? api.PUT("/api/sources/{name}", { params: { path: { name: called } }, body: rest })
        : api.POST("/api/sources", { body }),
    );
    if (!done) return;
    await sourcesChanged();
    await navigate({ to: "/admin/sources/$name", params: { name: called } });
  };
  const at = change.fault ? fieldAtFault(change.fault.words, kind) : undefined;
  const set = (field: string) => (value: string | boolean) => {
    setValues((held) => ({ ...held, [field]: value }));
    setTried(null); // what was tried is another now
  };
  const controls = (usual: boolean) =>
    kind.fields
      .filter((field) => field.usual === usual)
      .map((field) => (
        <FieldControl
          key={field.name}
          field={field}
          value={values[field.name] ?? ""}
          faulty={at === field.name || lacking.includes(field.name)}
          folders={folders}
          variables={variables}
          onChange={set(field.name)}
        />
      ));
  return (
    <form
      className={styles["form"]}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Field label={t("sources.field.name")} hint={t("sources.hint.name")} required>
        {(id, described) => (
          <input
            id={id}
            aria-describedby={described}
            aria-invalid={at === "name" || lacking.includes("name")}
            value={name}
            readOnly={stated !== undefined}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
        )}
      </Field>
      {controls(true)}
      <AudienceField value={audience} required={kind.audience} onChange={setAudience} />
      <ScheduleField value={schedule} onChange={setSchedule} />
      <TablesField kind={kind} value={tables} faulty={at === "tables"} onChange={setTables} />
      {kind.fields.some(({ usual }) => !usual) && (
        <details className={styles["more"]}>
          <summary>{t("sources.more_settings")}</summary>
          <div>{controls(false)}</div>
        </details>
      )}
      {lacking.length > 0 && (
        <p role="alert" className={styles["wrong"]}>
          {t("sources.lacking", { fields: lacking.map(words.label).join(t("list.comma")) })}
        </p>
      )}
      <Fault fault={change.fault} />
      <div aria-live="polite">
        {change.busy && <p className="quiet">{t("sources.under_way")}</p>}
        {tried && <TryResult tried={tried} />}
      </div>
      <div className={styles["steps"]}>
        <button type="button" className="button" disabled={change.busy} onClick={attempt}>
          {t("sources.try")}
        </button>
        <button type="submit" className="button button-primary" disabled={change.busy}>
          {t(stated ? "sources.save" : "sources.add_now")}
        </button>
      </div>
      <p className="quiet">{t("sources.logged")}</p>
    </form>
  );
}

/** What a source was told under a common key, one a line. */
function toldLines(stated: SourceStated | undefined, key: string, otherwise: string): string {
  if (!stated) return otherwise;
  const told = stated.fields[key];
  if (told === undefined) return "";
  return Array.isArray(told) ? told.join("\n") : String(told);
}
