import { useTranslation } from "react-i18next";

import type { ProjectView } from "../api/types";
import { PersonLine } from "../people/PersonLine";
import { ReasonItem } from "../people/ReasonItem";
import { FirstFew } from "../ui/FirstFew";
import { Part } from "../ui/Part";
import { QuoteButton } from "./QuoteButton";
import styles from "./projects.module.css";

const SHOWN = 6;

/** Who was part of it and how, leavers too; what records say of the team. */
export function ProjectPeople({ people, team }: Pick<ProjectView, "people" | "team">) {
  const { t } = useTranslation();
  if (people.length === 0 && team.length === 0) return null;
  return (
    <Part title={t("project.people")} count={people.length}>
      <FirstFew items={people} few={SHOWN}>
        {(shown) => (
          <ul className={styles["people"]}>
            {shown.map(({ person, active, reasons }) => (
              <li key={person.id}>
                <PersonLine
                  person={person}
                  badge={
                    !active && <span className="badge badge-warning">{t("people.has_left")}</span>
                  }
                >
                  <ul>
                    {reasons.map((reason) => (
                      <ReasonItem key={reason.role} reason={reason} />
                    ))}
                  </ul>
                </PersonLine>
              </li>
            ))}
          </ul>
        )}
      </FirstFew>
      {team.length > 0 && (
        <ul className={styles["quotes"]}>
          {team.map((quote) => (
            <li key={`${quote.record_id}:${quote.start}`}>
              <QuoteButton quote={quote} />
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
