import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { Page } from "../ui/Page";

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t("shell.not_found")} lead={t("shell.not_found_hint")}>
      <Link to="/" className="button">
        {t("place.ask")}
      </Link>
    </Page>
  );
}
