import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { said } from "../i18n/said";
import { useLanguage } from "../i18n/useLanguage";
import { firstOf } from "../knowledge/topicName";

const SHOWN = 14;

/** Topics that much is on record of, to begin with; nothing where none is known yet. */
export function TopicChoice({ onChoose }: { onChoose: (words: string) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useApi.useQuery("get", "/api/map");
  const names = new Set(
    (data?.topics ?? []).map((topic) => firstOf(said(topic.name, language))),
  );
  names.delete("");
  if (names.size === 0) return null;
  return (
    <ul className="chips" aria-label={t("learn.topics")}>
      {[...names].slice(0, SHOWN).map((name) => (
        <li key={name}>
          <button
            type="button"
            className="chip"
            onClick={() => {
              onChoose(name);
            }}
          >
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}
