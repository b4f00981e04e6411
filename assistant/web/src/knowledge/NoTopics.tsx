import { useTranslation } from "react-i18next";

import { Empty } from "../ui/Empty";

/** Before there is a topic that one may read a record of. */
export function NoTopics() {
  const { t } = useTranslation();
  return <Empty title={t("map.none")}>{t("map.none_hint")}</Empty>;
}
