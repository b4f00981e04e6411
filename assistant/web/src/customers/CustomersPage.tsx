import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { useNameOf } from "../i18n/names";
import { Choice } from "../ui/Choice";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { SearchField } from "../ui/SearchField";
import { CustomerTable } from "./CustomerTable";
import { downwardAtFirst, type Sort, SORTS } from "./sorting";
import { useCustomerRows } from "./useCustomerRows";
import styles from "./list.module.css";

const route = getRouteApi("/customers");

/** Every customer that one may know of: found, narrowed, sorted. */
export function CustomersPage() {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { q = "", tier = "", owner = "", sort = "name", down } = route.useSearch();
  const navigate = route.useNavigate();
  const [shown, setShown] = useState({ first: 0, last: 0 });
  const descending = down === undefined ? downwardAtFirst(sort) : down === "yes";
  const facets = useApi.useQuery("get", "/api/customers/facets");
  const { head, rowAt } = useCustomerRows(
    { search: q, tier, owner, sort, descending },
    shown.first,
    shown.last,
  );
  const narrow = useCallback(
    (change: { q?: string; tier?: string; owner?: string }) => {
      void navigate({ search: (search) => ({ ...search, ...change }), replace: true, state: true });
    },
    [navigate],
  );
  const onSearch = useCallback(
    (words: string) => {
      narrow({ q: words });
    },
    [narrow],
  );
  const onSort = (by: Sort, downward: boolean): void => {
    void navigate({
      search: (search) => ({ ...search, sort: by, down: downward ? "yes" : "no" }),
      replace: true,
      state: true,
    });
  };
  const onRange = useCallback((first: number, last: number) => {
    setShown((now) => (now.first === first && now.last === last ? now : { first, last }));
  }, []);
  const narrowed = q !== "" || tier !== "" || owner !== "";
  return (
    <Page title={t("customers.title")} lead={t("customers.lead")}>
      <div className={`row ${styles["filters"] ?? ""}`}>
        <SearchField label={t("customers.search")} value={q} onSearch={onSearch} />
        <Choice
          label={t("customers.tier")}
          value={tier}
          any={t("customers.any_tier")}
          options={(facets.data?.tiers ?? []).map((one) => ({
            value: one.tier,
            words: t("customers.facet", { name: one.tier, count: one.count }),
          }))}
          onChoose={(value) => {
            narrow({ tier: value });
          }}
        />
        <Choice
          label={t("customers.owner")}
          value={owner}
          any={t("customers.any_owner")}
          options={(facets.data?.owners ?? []).map((one) => ({
            value: one.owner.id,
            words: t("customers.facet", { name: nameOf(one.owner), count: one.count }),
          }))}
          onChoose={(value) => {
            narrow({ owner: value });
          }}
        />
        <span className={styles["sorting"]}>
          <Choice
            label={t("customers.sort")}
            value={sort}
            options={SORTS.map((one) => ({ value: one, words: t(`customers.column.${one}`) }))}
            onChoose={(value) => {
              const by = SORTS.find((one) => one === value) ?? "name";
              onSort(by, downwardAtFirst(by));
            }}
          />
        </span>
      </div>
      <Loaded query={head}>
        {({ total }) =>
          total === 0 ? (
            <Empty
              title={t(narrowed ? "customers.none_found" : "customers.none")}
              action={
                narrowed && (
                  <button
                    type="button"
                    className="button"
                    onClick={() => {
                      narrow({ q: "", tier: "", owner: "" });
                    }}
                  >
                    {t("customers.show_all")}
                  </button>
                )
              }
            >
              {t(narrowed ? "customers.none_found_hint" : "customers.none_hint")}
            </Empty>
          ) : (
            <>
              <p className="quiet" role="status">
                {t("customers.count", { count: total })}
              </p>
              <CustomerTable
                total={total}
                rowAt={rowAt}
                onRange={onRange}
                sort={sort}
                descending={descending}
                onSort={onSort}
              />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
