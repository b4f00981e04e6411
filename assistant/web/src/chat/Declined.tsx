import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { Elsewhere } from "./Elsewhere";
import type { Exchange } from "./exchange";
import styles from "./sources.module.css";

/** Nothing reliable was found: says so, and what stands below instead, or where it was looked for. */
export function Declined({ exchange }: { exchange: Exchange }) {
  const { t } = useTranslation();
  const looked = exchange.answer?.part ? exchange.answer : null;
  return (
    <div className={styles["declined"]}>
      <p className={styles["declined-title"]}>
        <Icon name="nothing" /> {t(looked ? "declined.nothing" : "declined.title")}
      </p>
      {looked ? (
        <p className={styles["declined-hint"]} lang={looked.language}>
          {looked.note}
        </p>
      ) : (
        <p className={styles["declined-hint"]}>{t(`declined.${whatIsBelow(exchange)}`)}</p>
      )}
      {exchange.answer && <Elsewhere answer={exchange.answer} />}
    </div>
  );
}

function whatIsBelow({ experts, citations }: Exchange): "people_and_records" | "people" | "ask_anew" {
  if (experts.length === 0) return "ask_anew";
  return citations.length > 0 ? "people_and_records" : "people";
}
