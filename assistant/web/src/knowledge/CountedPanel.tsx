import { useTranslation } from "react-i18next";

import { Empty } from "../ui/Empty";
import { CarriedRecords } from "./CarriedRecords";
import { ComplaintRecords } from "./ComplaintRecords";
import { KnowledgeRecords } from "./KnowledgeRecords";
import { TopicRecords } from "./TopicRecords";

/** The records that a number of the map counts. */
export function CountedPanel({ path }: { path: readonly string[] }) {
  const { t } = useTranslation();
  const [what, id = "", which = ""] = path;
  switch (what) {
    case "topic":
      return <TopicRecords id={id} which={which} />;
    case "complaints":
      return <ComplaintRecords id={id} which={which} />;
    case "carried":
      return <CarriedRecords kind={id} id={which} />;
    case "knowledge":
      return <KnowledgeRecords kind={id} />;
    default:
      return <Empty title={t("shell.not_found")} />;
  }
}
