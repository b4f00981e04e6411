import { useTranslation } from "react-i18next";

import type { components } from "../../api/schema";

const CALLED = [
  "key",
  "potential",
  "ordinary",
  "most_valuable",
  "most_growable",
  "below_zero",
] as const;

/** What a customer is worth, by each scheme that says something; pointing at one says why. */
export function ClassBadges({
  classes,
}: {
  classes: readonly components["schemas"]["ClassView"][];
}) {
  const { t } = useTranslation();
  const told = classes.filter(({ name }) => name);
  if (told.length === 0) return t("customer_page.no_class");
  return (
    <span className="row">
      {told.map(({ scheme, name, why }) => {
        const known = CALLED.find((one) => one === name);
        return (
          <span
            key={scheme}
            title={why}
            className={`badge ${name === "below_zero" ? "badge-warning" : "badge-good"}`}
          >
            {known ? t(`customer_page.class.${known}`) : name}
          </span>
        );
      })}
    </span>
  );
}
