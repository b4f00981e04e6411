import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { Empty } from "../../ui/Empty";
import { Loaded } from "../../ui/Loaded";
import { DealsPart } from "./DealsPart";
import { DocumentsPart } from "./DocumentsPart";
import { OpenItemList } from "./OpenItemList";
import { PeoplePart } from "./PeoplePart";
import { ServicePart } from "./ServicePart";
import { TimelinePart } from "./TimelinePart";
import { TraitsPart } from "./TraitsPart";
import { useCustomerPage } from "./useCustomerPage";

const route = getRouteApi("/customers/$id/$part");

/** One part of a customer's page, by its address. */
export function CustomerPart() {
  const { t } = useTranslation();
  const { part } = route.useParams();
  const query = useCustomerPage();
  return (
    <Loaded query={query}>
      {(page) => {
        switch (part) {
          case "timeline":
            return <TimelinePart page={page} />;
          case "open":
            return <OpenItemList items={page.open_items} />;
          case "deals":
            return <DealsPart deals={page.deals} contracts={page.contracts} />;
          case "service":
            return <ServicePart tickets={page.tickets} />;
          case "people":
            return <PeoplePart contacts={page.contacts} team={page.team} />;
          case "documents":
            return <DocumentsPart documents={page.documents} />;
          case "traits":
            return <TraitsPart traits={page.traits} competitors={page.competitors} />;
          default:
            return <Empty title={t("shell.not_found")} />;
        }
      }}
    </Loaded>
  );
}
