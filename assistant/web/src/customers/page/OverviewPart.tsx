import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { Loaded } from "../../ui/Loaded";
import { BriefSection } from "./BriefSection";
import { DealCard } from "./DealCard";
import { Knowers } from "./Knowers";
import { OpenItemList } from "./OpenItemList";
import { SignalList } from "./SignalList";
import { useCustomerPage } from "./useCustomerPage";
import styles from "./page.module.css";

const route = getRouteApi("/customers/$id");
const FIRST = 5;

/** What one wants to know before a visit: what changed, what is open, who knows, what is on offer. */
export function OverviewPart() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const query = useCustomerPage();
  return (
    <Loaded query={query}>
      {({ brief, open_items, deals, traits }) => {
        const running = deals.filter(({ state }) => state === "open");
        return (
          <div className={styles["columns"]}>
            <div>
              <BriefSection brief={brief} />
              <section className={styles["section"]} aria-labelledby="customer-open">
                <h2 id="customer-open" className={styles["heading"]}>
                  {t("customer_page.part.open")}
                </h2>
                <OpenItemList items={open_items.slice(0, FIRST)} />
                {open_items.length > FIRST && (
                  <Link
                    to="/customers/$id/$part"
                    params={{ id, part: "open" }}
                    className="link"
                    resetScroll={false}
                  >
                    {t("customer_page.all_open", { count: open_items.length })}
                  </Link>
                )}
              </section>
              {running.length > 0 && (
                <section className={styles["section"]} aria-labelledby="customer-running">
                  <h2 id="customer-running" className={styles["heading"]}>
                    {t("customer_page.running_deals")}
                  </h2>
                  <div className={styles["cards"]}>
                    {running.map((deal) => (
                      <DealCard key={deal.record.record_id} deal={deal} />
                    ))}
                  </div>
                </section>
              )}
            </div>
            <div>
              <Knowers most={3} />
              <SignalList signals={traits.signals} />
            </div>
          </div>
        );
      }}
    </Loaded>
  );
}
