import { useTranslation } from "react-i18next";

import type en from "../i18n/en.json";

type Labelled = keyof (typeof en)["sources"]["field"];
type Hinted = keyof (typeof en)["sources"]["hint"];

export interface FieldWords {
  /** What a setting is called; its key in config.toml where nobody has given it words. */
  label: (name: string) => string;
  hint: (name: string) => string | undefined;
}

/** The words for the settings of sources, `auth.token_env` under auth_token_env. */
export function useFieldWords(): FieldWords {
  const { t, i18n } = useTranslation();
  const key = (name: string) => name.replaceAll(".", "_");
  return {
    label: (name) =>
      i18n.exists(`sources.field.${key(name)}`)
        ? t(`sources.field.${key(name) as Labelled}`)
        : name,
    hint: (name) =>
      i18n.exists(`sources.hint.${key(name)}`)
        ? t(`sources.hint.${key(name) as Hinted}`)
        : undefined,
  };
}
