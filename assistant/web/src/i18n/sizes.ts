import type { Language } from "../api/types";
import { LOCALES } from "./locales";

const UNITS = [
  ["gigabyte", 1e9],
  ["megabyte", 1e6],
  ["kilobyte", 1e3],
] as const;

/** "312 kB", "4.2 MB", "81 GB": as people say how large something is. */
export function formatBytes(bytes: number, language: Language): string {
  const [unit, size] = UNITS.find(([, least]) => bytes >= least) ?? ["kilobyte", 1e3];
  const value = bytes / size;
  return new Intl.NumberFormat(LOCALES[language], {
    style: "unit",
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(Math.max(0.1, value));
}
