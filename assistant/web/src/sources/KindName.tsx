import { useTranslation } from "react-i18next";

import { knownBeginning } from "./beginnings";

/** What kind of source it is. */
export function KindName({ kind }: { kind: string }) {
  const { t } = useTranslation();
  const known = knownBeginning(kind);
  return <span className="quiet">{known ? t(`sources.kind.${known}`) : kind}</span>;
}
