import { useTranslation } from "react-i18next";

import type { Expert } from "../api/types";
import { useNameOf } from "../i18n/names";
import { formatPercent } from "../i18n/numbers";
import { useLanguage } from "../i18n/useLanguage";
import { Share } from "../ui/Share";
import { MailLink } from "./MailLink";
import { PersonLine } from "./PersonLine";
import { ReasonItem } from "./ReasonItem";
import styles from "./knowers.module.css";

/** Somebody who knows: how much beside the best informed, what that comes from, and the records. */
export function KnowerCard({ expert, place }: { expert: Expert; place: number }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  return (
    <article className={styles["card"]} aria-label={nameOf(expert.person)}>
      <PersonLine
        person={expert.person}
        badge={place === 1 && <span className="badge badge-good">{t("knowers.first")}</span>}
      >
        <MailLink person={expert.person} />
      </PersonLine>
      <p className={styles["score"]}>
        <Share share={expert.score} />
        <span>{t("knowers.score", { score: formatPercent(expert.score, language) })}</span>
      </p>
      {expert.parts.length > 1 && (
        <p className={styles["parts"]}>
          {expert.parts.map((part) => (
            <span key={part.name}>
              {t(`knowers.part.${part.name}`, { share: formatPercent(part.share, language) })}
            </span>
          ))}
        </p>
      )}
      <ul className={styles["reasons"]} aria-label={t("expert.reasons")}>
        {expert.reasons.map((reason) => (
          <ReasonItem key={reason.role} reason={reason} />
        ))}
      </ul>
    </article>
  );
}
