import { useTranslation } from "react-i18next";

import type { Expert } from "../api/types";
import { ExpertCard } from "./ExpertCard";
import styles from "./people.module.css";

interface ExpertCardsProps {
  experts: readonly Expert[];
  declined: boolean;
}

/** The colleagues who know more, with the evidence for each. */
export function ExpertCards({ experts, declined }: ExpertCardsProps) {
  const { t } = useTranslation();
  if (experts.length === 0) return null;
  const title = t(declined ? "expert.ask_them" : "expert.know_more");
  return (
    <section className={styles["experts"]} aria-label={title}>
      <h3 className="label">{title}</h3>
      <ul className={styles["cards"]}>
        {experts.map((expert) => (
          <li key={expert.person.id}>
            <ExpertCard expert={expert} />
          </li>
        ))}
      </ul>
    </section>
  );
}
