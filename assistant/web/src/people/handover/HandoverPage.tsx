import type { UseQueryResult } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useApi } from "../../api/client";
import { kindOf } from "../../api/errors";
import type { HandoverPack, Language } from "../../api/types";
import { formatMoment } from "../../i18n/dates";
import { useNameOf } from "../../i18n/names";
import { useLanguage } from "../../i18n/useLanguage";
import { Icon } from "../../icons/Icon";
import { Loaded } from "../../ui/Loaded";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Pack } from "./Pack";

const route = getRouteApi("/people/$id/handover");

/** All that somebody hands over, every claim with its records; to read here or to take along as a file. */
export function HandoverPage() {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { id } = route.useParams();
  const pack = useApi.useQuery("get", "/api/handover/{person_id}", {
    params: { path: { person_id: id }, query: { format: "json", language } },
  });
  // The description has the files under the same answer; as JSON it is always the pack.
  const query = pack as UseQueryResult<HandoverPack>;
  const { data } = query;
  return (
    <Page
      key={id}
      title={data ? t("handover.of", { name: nameOf(data.person) }) : t("handover.title")}
      lead={data && t("handover.lead", { date: formatMoment(data.made_on, language) })}
      actions={
        <>
          {data &&
            (["docx", "pdf"] as const).map((format) => (
              <a key={format} className="button" href={fileOf(id, format, language)} download>
                <Icon name="down" /> {t(`handover.${format}`)}
              </a>
            ))}
          <Link to="/people/$id" params={{ id }} className="button">
            <Icon name="back" /> {t("handover.to_person")}
          </Link>
        </>
      }
    >
      {query.isError && kindOf(query.error) === "forbidden" ? (
        <Notice title={t("handover.forbidden")}>{t("handover.forbidden_hint")}</Notice>
      ) : (
        <Loaded query={query}>{(value) => <Pack pack={value} />}</Loaded>
      )}
    </Page>
  );
}

function fileOf(id: string, format: "docx" | "pdf", language: Language): string {
  return `/api/handover/${encodeURIComponent(id)}?format=${format}&language=${language}`;
}
