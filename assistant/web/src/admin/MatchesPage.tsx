import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { Choice } from "../ui/Choice";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import styles from "./admin.module.css";
import { AdminPage } from "./AdminPage";
import { FAMILIES } from "./choices";
import { MatchCard } from "./MatchCard";

const route = getRouteApi("/admin/matches");
const PAGE = 100;

/** Customers and colleagues who are one, or may be. */
export function MatchesPage() {
  const { t } = useTranslation();
  const { family = "customer", decided } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <AdminPage part="matches">
      <div className={styles["tools"]}>
        <Choice
          label={t("admin.family_label")}
          value={family}
          options={FAMILIES.map((one) => ({ value: one, words: t(`admin.family.${one}`) }))}
          onChoose={(value) => {
            void navigate({
              search: (held) => ({ ...held, family: FAMILIES.find((one) => one === value) }),
              replace: true,
              state: true,
            });
          }}
        />
        <Choice
          label={t("admin.match_state_label")}
          value={decided ?? ""}
          options={[
            { value: "", words: t("admin.match_waiting") },
            { value: "yes", words: t("admin.match_decided") },
          ]}
          onChoose={(value) => {
            void navigate({
              search: (held) => ({ ...held, decided: value === "yes" ? "yes" : undefined }),
              replace: true,
              state: true,
            });
          }}
        />
      </div>
      <Matches family={family} decided={decided === "yes"} />
    </AdminPage>
  );
}

function Matches({ family, decided }: { family: (typeof FAMILIES)[number]; decided: boolean }) {
  const { t } = useTranslation();
  const query = useApi.useQuery("get", "/api/entities/matches", {
    params: {
      query: {
        family,
        state: decided ? ["merged", "accepted", "refused"] : ["likely"],
        limit: PAGE,
      },
    },
  });
  return (
    <Loaded query={query}>
      {({ matches }) =>
        matches.length === 0 ? (
          <Empty title={t(decided ? "admin.no_decided" : "admin.no_match")}>
            {t("admin.no_match_hint")}
          </Empty>
        ) : (
          <ul className={styles["list"]}>
            {matches.map((match) => (
              <MatchCard key={match.match_id} match={match} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
