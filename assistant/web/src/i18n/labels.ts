import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";

/** A label and its value, at the start or behind a dot: "HT-1 · end date: 2026-09-30". */
const LABELLED = /(^| · )([^:：·]{1,40}): ([^·]*?)(?= · |$)/g;
const WHOLE_NUMBER = /^\d{5,15}$/;

type Words = Readonly<Record<string, string>>;

/** Our words for what sources call their fields, in one language; `sums` are those of amounts of money. */
export interface Labels {
  fields: Words;
  sums: Words;
  colon: string;
  language: string;
}

/** What a source calls a field, in our words where there are any. */
export function labelled(said: string, { fields, sums }: Labels): string | undefined {
  const key = said.trim().toLowerCase().replaceAll("_", " ");
  return [fields, sums].find((words) => Object.hasOwn(words, key))?.[key];
}

/** A sentence made of fields with its labels in our words, and its sums with their thousands apart. */
export function relabelled(text: string, labels: Labels): string {
  return text.replace(LABELLED, (all, before: string, said: string, value: string) => {
    const name = labelled(said, labels);
    if (name === undefined) return all;
    const isSum = Object.values(labels.sums).includes(name) && WHOLE_NUMBER.test(value);
    const told = isSum ? Number(value).toLocaleString(labels.language) : value;
    return `${before}${name}${labels.colon}${told}`;
  });
}

/** The same for the reader's language. */
export function useLabels() {
  const { t, i18n } = useTranslation();
  const labels = useMemo<Labels>(
    () => ({
      fields: t("field_label", { returnObjects: true }),
      sums: t("sum_label", { returnObjects: true }),
      colon: t("list.colon"),
      language: i18n.language,
    }),
    [t, i18n.language],
  );
  const label = useCallback((said: string) => labelled(said, labels) ?? said, [labels]);
  const sentence = useCallback((text: string) => relabelled(text, labels), [labels]);
  return { label, sentence };
}
