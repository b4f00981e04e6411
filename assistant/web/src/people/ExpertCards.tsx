import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Expert } from "../api/types";
import { Icon } from "../icons/Icon";
import { ExpertCard } from "./ExpertCard";
import styles from "./people.module.css";

/** As many as fit one row; the others are a click away. */
const SHOWN_FIRST = 3;

interface ExpertCardsProps {
  experts: readonly Expert[];
  declined: boolean;
  /** Behind a button: what is counted leaves little to ask. */
  folded?: boolean;
}

/** The colleagues who know more, with the evidence for each. */
export function ExpertCards({ experts, declined, folded = false }: ExpertCardsProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [all, setAll] = useState(false);
  if (experts.length === 0) return null;
  const shown = all ? experts : experts.slice(0, SHOWN_FIRST);
  const title = t(declined ? "expert.ask_them" : "expert.know_more");
  if (folded && !opened) {
    return (
      <button
        type="button"
        className={`quiet-button ${styles["folded"] ?? ""}`}
        aria-expanded={false}
        onClick={() => {
          setOpened(true);
        }}
      >
        {title} <Icon name="chevron" />
      </button>
    );
  }
  return (
    <section aria-label={title}>
      <h3 className="label">{title}</h3>
      <ul className={styles["cards"]}>
        {shown.map((expert) => (
          <li key={expert.person.id}>
            <ExpertCard expert={expert} />
          </li>
        ))}
      </ul>
      {shown.length < experts.length && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            setAll(true);
          }}
        >
          {t("expert.more", { count: experts.length - shown.length })} <Icon name="chevron" />
        </button>
      )}
    </section>
  );
}
