import i18next from "i18next";

import type { components } from "../api/schema";
import type { Language } from "../api/types";

/** What a topic is called in the reader's language; few records alone may give it no name. */
export function topicName(name: components["schemas"]["TopicName"], language: Language): string {
  return (language === "zh" ? name.zh : name.en) || name.zh || name.en || i18next.t("map.unnamed");
}

/** A topic is called by up to three things; the first tells it in a list. */
export function firstOf(name: string): string {
  return name.split(" · ")[0] ?? name;
}
