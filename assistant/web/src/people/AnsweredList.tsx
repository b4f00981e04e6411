import { useTranslation } from "react-i18next";

import type { PersonPage } from "../api/types";
import { RecordRow } from "../source/RecordLinks";
import { FirstFew } from "../ui/FirstFew";
import { Part } from "../ui/Part";

/** What they solved and answered, and what of theirs answered colleagues. */
export function AnsweredList({ answered }: { answered: PersonPage["answered"] }) {
  const { t } = useTranslation();
  if (answered.length === 0) return null;
  return (
    <Part title={t("person_page.answered")} count={answered.length}>
      <FirstFew items={answered} few={6}>
        {(shown) => (
          <ul>
            {shown.map(({ record, kind, occurred_at, how, colleagues }) => (
              <li key={`${record.record_id}:${how}`}>
                <RecordRow
                  record={record}
                  kind={kind}
                  at={occurred_at}
                  note={t(`person_page.how.${how}`, { count: colleagues })}
                />
              </li>
            ))}
          </ul>
        )}
      </FirstFew>
    </Part>
  );
}
