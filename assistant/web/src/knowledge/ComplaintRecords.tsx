import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { useLanguage } from "../i18n/useLanguage";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { CountedIds } from "./CountedIds";
import { topicName } from "./topicName";

/** The records of complaints near a topic: of one of the periods, or of a quarter. */
export function ComplaintRecords({ id, which }: { id: string; which: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const query = useApi.useQuery("get", "/api/map/complaints");
  return (
    <Loaded query={query}>
      {({ complaints }) => {
        const one = complaints.find(({ topic_id }) => topic_id === id);
        if (!one) return <Empty title={t("shell.not_found")} />;
        const title = t("map.complaints_of", { topic: topicName(one.name, language) });
        if (which === "recent") {
          return (
            <CountedIds title={title} which={t("map.recent")} records={one.recent_records} />
          );
        }
        if (which === "earlier") {
          return (
            <CountedIds title={title} which={t("map.earlier")} records={one.earlier_records} />
          );
        }
        const quarter = one.quarters.find(({ name }) => name === which);
        return <CountedIds title={title} which={which} records={quarter?.records ?? []} />;
      }}
    </Loaded>
  );
}
