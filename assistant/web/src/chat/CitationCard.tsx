import { useTranslation } from "react-i18next";

import type { Citation } from "../api/types";
import { VerifiedBadge } from "../verifying/VerifiedBadge";
import styles from "./citation.module.css";
import { useWhereabouts } from "./useWhereabouts";

/** A citation in short: title, kind, date, place, quote. */
export function CitationCard({ citation, verified }: { citation: Citation; verified: boolean }) {
  const { t } = useTranslation();
  const whereabouts = useWhereabouts();
  return (
    <>
      <span className={styles["card-title"]}>
        {citation.title} {verified && <VerifiedBadge />}
      </span>
      <span className={styles["card-meta"]}>{whereabouts(citation)}</span>
      <span className={styles["card-quote"]}>{t("citation.quote", { quote: citation.quote })}</span>
    </>
  );
}
