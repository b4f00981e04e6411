import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { Page } from "../ui/Page";
import { Directory } from "./Directory";
import { Knowers } from "./Knowers";
import { PeopleSearchBox } from "./PeopleSearchBox";
import type { PeopleSearch } from "./routes";

const route = getRouteApi("/people");

/** Colleagues: by name while one types, or by what they know. */
export function PeoplePage() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (changed: PeopleSearch) => {
      void navigate({
        search: (before) => ({ ...before, page: undefined, ...changed }),
        replace: changed.by === undefined && !("by" in changed),
        state: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return (
    <Page
      title={t("people.title")}
      lead={t("people.lead")}
      actions={
        <Link to="/people/chart" className="button">
          <Icon name="people" /> {t("chart.title")}
        </Link>
      }
    >
      <PeopleSearchBox search={search} change={change} />
      {search.by === "knowledge" ? (
        <Knowers question={search.q ?? ""} change={change} />
      ) : (
        <Directory search={search} change={change} />
      )}
    </Page>
  );
}
