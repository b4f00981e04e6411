import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Field } from "../admin/Field";
import { scheduleName, SCHEDULES } from "./schedule";

const OWN = "own";

interface ScheduleFieldProps {
  /** A cron expression; "" where it is read when somebody asks. */
  value: string;
  onChange: (value: string) => void;
}

/** When a source is read by itself. */
export function ScheduleField({ value, onChange }: ScheduleFieldProps) {
  const { t } = useTranslation();
  const [own, setOwn] = useState(scheduleName(value) === undefined);
  return (
    <>
      <Field label={t("sources.field.schedule")}>
        {(id) => (
          <select
            id={id}
            value={own ? OWN : (scheduleName(value) ?? OWN)}
            onChange={(event) => {
              const chosen = SCHEDULES.find(([name]) => name === event.target.value);
              setOwn(!chosen);
              if (chosen) onChange(chosen[1]);
            }}
          >
            {SCHEDULES.map(([name]) => (
              <option key={name} value={name}>
                {t(`sources.schedule.${name}`)}
              </option>
            ))}
            <option value={OWN}>{t("sources.schedule.own")}</option>
          </select>
        )}
      </Field>
      {own && (
        <Field label={t("sources.cron")} hint={t("sources.hint.schedule")}>
          {(id, described) => (
            <input
              id={id}
              aria-describedby={described}
              value={value}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => {
                onChange(event.target.value);
              }}
            />
          )}
        </Field>
      )}
    </>
  );
}
