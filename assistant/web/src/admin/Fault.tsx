import { useTranslation } from "react-i18next";

import styles from "./admin.module.css";
import type { ChangeFault } from "./useChange";

/** Why something was not done, and beside it what the server says of it. */
export function Fault({ fault }: { fault: ChangeFault | null }) {
  const { t } = useTranslation();
  if (!fault) return null;
  const hint =
    fault.kind === "underway"
      ? t("admin.underway")
      : fault.kind === "refused"
        ? t("admin.not_accepted")
        : t(`failure.${fault.kind}.hint`);
  return (
    <div role="alert" className={styles["fault"]}>
      <p>{hint}</p>
      {fault.words && (
        <p className={styles["said"]} lang="en" dir="auto">
          {fault.words}
        </p>
      )}
    </div>
  );
}
