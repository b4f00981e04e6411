import type { Language } from "../api/types";
import { LOCALES } from "../i18n/locales";

const CODE = /^[A-Z]{3}$/;

/** A sum in its currency, in whole units; what is no number is shown as it came, and nothing as nothing. */
export function formatMoney(amount: string, currency: string, language: Language): string {
  const sum = Number(amount);
  if (amount === "" || !Number.isFinite(sum)) return amount;
  return new Intl.NumberFormat(LOCALES[language], {
    maximumFractionDigits: 0,
    ...(CODE.test(currency) ? { style: "currency", currency, currencyDisplay: "symbol" } : {}),
  }).format(sum);
}
