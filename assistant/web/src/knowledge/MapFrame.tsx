import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { Page } from "../ui/Page";
import { TabLinks } from "../ui/TabLinks";

const EXACT = { exact: true, includeSearch: false } as const;
const WITHIN = { includeSearch: false } as const;
const PARTS = ["growth", "carried", "freshness", "complaints", "kinds"] as const;

interface MapFrameProps {
  /** Where the same numbers are as a table for spreadsheets. */
  csv: string;
  children: ReactNode;
}

/** The head of the knowledge map and its parts; gaps are one of them. */
export function MapFrame({ csv, children }: MapFrameProps) {
  const { t } = useTranslation();
  return (
    <Page
      title={t("map.title")}
      lead={t("map.lead")}
      actions={
        <a className="button" href={csv} download>
          <Icon name="down" /> {t("map.csv")}
        </a>
      }
    >
      <TabLinks
        label={t("map.parts")}
        tabs={[
          { words: t("map.part.topics"), link: { to: "/map", activeOptions: EXACT } },
          ...PARTS.map((part) => ({
            words: t(`map.part.${part}`),
            link: { to: "/map/$part", params: { part }, activeOptions: WITHIN } as const,
          })),
          { words: t("map.part.gaps"), link: { to: "/gaps", activeOptions: WITHIN } },
        ]}
      />
      {children}
    </Page>
  );
}
