import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { Empty } from "../ui/Empty";
import { CarriedPart } from "./CarriedPart";
import { ComplaintsPart } from "./ComplaintsPart";
import { FreshnessPart } from "./FreshnessPart";
import { GrowthPart } from "./GrowthPart";
import { KindsPart } from "./KindsPart";

const route = getRouteApi("/map/$part");

/** One part of the map, by its address. */
export function MapPart() {
  const { t } = useTranslation();
  const { part } = route.useParams();
  switch (part) {
    case "growth":
      return <GrowthPart />;
    case "carried":
      return <CarriedPart />;
    case "freshness":
      return <FreshnessPart />;
    case "complaints":
      return <ComplaintsPart />;
    case "kinds":
      return <KindsPart />;
    default:
      return <Empty title={t("shell.not_found")} />;
  }
}
