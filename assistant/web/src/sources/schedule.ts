/** Times at which sources are often read, as cron expressions; "" for when somebody asks alone. */
export const SCHEDULES = [
  ["manual", ""],
  ["often", "*/15 7-20 * * mon-fri"],
  ["hourly", "0 * * * *"],
  ["nightly", "30 2 * * *"],
  ["weekly", "30 2 * * sun"],
] as const;

export type ScheduleName = (typeof SCHEDULES)[number][0];

/** What a cron expression is called, where it is one of these. */
export function scheduleName(expression: string): ScheduleName | undefined {
  return SCHEDULES.find(([, cron]) => cron === expression)?.[0];
}
