import { useTranslation } from "react-i18next";

import { Moment } from "./Moment";
import { scheduleName } from "./schedule";

interface ScheduleProps {
  expression: string;
  next: string | null;
}

/** When a source is read by itself. */
export function Schedule({ expression, next }: ScheduleProps) {
  const { t } = useTranslation();
  const name = scheduleName(expression);
  return (
    <span>
      {name ? t(`sources.schedule.${name}`) : t("sources.schedule_own", { cron: expression })}
      {next && (
        <>
          {t("list.comma")}
          {t("sources.next_at")} <Moment at={next} />
        </>
      )}
    </span>
  );
}
