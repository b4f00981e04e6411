import { useTranslation } from "react-i18next";

import type { components } from "../../api/schema";
import { formatMoment } from "../../i18n/dates";
import { useNameOf } from "../../i18n/names";
import { useLanguage } from "../../i18n/useLanguage";
import { usePanel } from "../../panel/context";
import { RecordButton } from "../../source/RecordButton";
import { Empty } from "../../ui/Empty";

const URGENCIES = ["low", "medium", "normal", "high", "urgent", "critical"] as const;

/** What the customer reported, open ones first. */
export function ServicePart({
  tickets,
}: {
  tickets: readonly components["schemas"]["TicketView"][];
}) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  const { open } = usePanel();
  if (tickets.length === 0) {
    return <Empty title={t("ticket.none")}>{t("ticket.none_hint")}</Empty>;
  }
  return (
    <div className="table-frame" tabIndex={0} role="group" aria-label={t("customer_page.part.service")}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("kind.ticket")}</th>
            <th scope="col">{t("customer_page.state")}</th>
            <th scope="col">{t("ticket.priority")}</th>
            <th scope="col">{t("role.assignee")}</th>
            <th scope="col">{t("ticket.opened")}</th>
            <th scope="col" className="number">
              {t("ticket.days")}
            </th>
          </tr>
        </thead>
        <tbody>
          {tickets.map((one) => (
            <tr key={one.record.record_id}>
              <td>
                <RecordButton record={one.record} />
                {one.product && <span className="quiet"> {one.product}</span>}
              </td>
              <td>
                <span className={`badge ${one.is_open ? "badge-warning" : "badge-good"}`}>
                  {t(one.is_open ? "ticket.open" : "ticket.closed")}
                </span>
              </td>
              <td>
                <Urgency said={one.priority} />
              </td>
              <td>
                {one.assignee_card ? (
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      if (one.assignee_card) open({ type: "person", id: one.assignee_card.id });
                    }}
                  >
                    {nameOf(one.assignee_card)}
                  </button>
                ) : (
                  one.assignee
                )}
              </td>
              <td>{one.opened_on && formatMoment(one.opened_on, language, "short")}</td>
              <td className="number">{one.days}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Urgency({ said }: { said: string }) {
  const { t } = useTranslation();
  const known = URGENCIES.find((name) => name === said.toLowerCase());
  return known ? t(`ticket.urgency.${known}`) : said;
}
