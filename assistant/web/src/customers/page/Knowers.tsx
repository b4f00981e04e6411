import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useApi } from "../../api/client";
import { useNameOf } from "../../i18n/names";
import { ExpertCard } from "../../people/ExpertCard";
import { Loaded } from "../../ui/Loaded";
import styles from "./page.module.css";

const route = getRouteApi("/customers/$id");

/** Who knows the customer best, and why; those who have left apart, with who took over. */
export function Knowers({ most, formerly = false }: { most: number; formerly?: boolean }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { id } = route.useParams();
  const query = useApi.useQuery("get", "/api/experts", {
    params: { query: { customer: id, limit: most } },
  });
  return (
    <section className={styles["section"]} aria-labelledby="customer-knowers">
      <h2 id="customer-knowers" className={styles["heading"]}>
        {t("customer_page.knowers")}
      </h2>
      <Loaded query={query}>
        {(knowing) => (
          <>
            {knowing.experts.length === 0 && (
              <p className="quiet">{t("customer_page.knowers_none")}</p>
            )}
            <ul className={styles["grid"]}>
              {knowing.experts.map((expert) => (
                <li key={expert.person.id}>
                  <ExpertCard expert={expert} />
                </li>
              ))}
            </ul>
            {formerly && knowing.formerly.length > 0 && (
              <>
                <h3 className="label">{t("customer_page.formerly")}</h3>
                <ul className={styles["grid"]}>
                  {knowing.formerly.map((former) => (
                    <li key={former.person.id}>
                      <ExpertCard expert={{ ...former, parts: [] }} />
                      <p className="quiet">
                        {t(former.left ? "customer_page.left" : "customer_page.inactive")}{" "}
                        {former.successors.length > 0 &&
                          t("customer_page.successors", {
                            names: former.successors
                              .map(nameOf)
                              .join(t("list.comma")),
                          })}
                      </p>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
