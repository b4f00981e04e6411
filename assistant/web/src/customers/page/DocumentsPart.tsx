import { useTranslation } from "react-i18next";

import type { components } from "../../api/schema";
import { EntryList } from "../../source/EntryList";
import { Empty } from "../../ui/Empty";
import styles from "./page.module.css";

/** Documents about the customer, and those that only name them. */
export function DocumentsPart({
  documents,
}: {
  documents: readonly components["schemas"]["DocumentView"][];
}) {
  const { t } = useTranslation();
  if (documents.length === 0) {
    return <Empty title={t("customer_page.documents_none")} />;
  }
  const entries = documents.map(({ record, occurred_at, about }) => ({
    record,
    occurred_at,
    about,
    kind: "file" as const,
  }));
  const about = entries.filter((one) => one.about);
  const naming = entries.filter((one) => !one.about).map((one) => ({ ...one, about: true }));
  return (
    <>
      {about.length > 0 && (
        <section className={styles["section"]}>
          <h2 className={styles["heading"]}>{t("customer_page.documents_about")}</h2>
          <EntryList entries={about} />
        </section>
      )}
      {naming.length > 0 && (
        <section className={styles["section"]}>
          <h2 className={styles["heading"]}>{t("customer_page.documents_naming")}</h2>
          <EntryList entries={naming} />
        </section>
      )}
    </>
  );
}
