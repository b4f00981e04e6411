import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { useNameOf } from "../i18n/names";
import { useLanguage } from "../i18n/useLanguage";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { CountedIds } from "./CountedIds";
import { topicName } from "./topicName";

/** The records by which one person carries a topic or a customer. */
export function CarriedRecords({ kind, id }: { kind: string; id: string }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const query = useApi.useQuery("get", "/api/map/single-points");
  return (
    <Loaded query={query}>
      {({ single_points: points }) => {
        const point = points.find(
          (one) => one.kind === kind && (one.topic_id || one.customer?.id) === id,
        );
        if (!point) return <Empty title={t("shell.not_found")} />;
        const title = point.topic
          ? topicName(point.topic, language)
          : (point.customer ? nameOf(point.customer) : "");
        return <CountedIds title={title} which={nameOf(point.person)} records={point.records} />;
      }}
    </Loaded>
  );
}
