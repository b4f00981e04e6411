import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, queryClient, useApi } from "../api/client";
import type { components } from "../api/schema";
import { Moment } from "../sources/Moment";
import { formatBytes } from "../i18n/sizes";
import { useLanguage } from "../i18n/useLanguage";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import styles from "./admin.module.css";
import { AdminPage } from "./AdminPage";
import { Fault } from "./Fault";
import { useChange } from "./useChange";

type Offer = components["schemas"]["Offer"];

/** Files that their owners would let others read. */
export function OffersPage() {
  return (
    <AdminPage part="offers">
      <Offers />
    </AdminPage>
  );
}

function Offers() {
  const { t } = useTranslation();
  const query = useApi.useQuery("get", "/api/uploads/offers", {});
  return (
    <Loaded query={query}>
      {({ offers }) =>
        offers.length === 0 ? (
          <Empty title={t("admin.no_offer")}>{t("admin.no_offer_hint")}</Empty>
        ) : (
          <ul className={styles["list"]}>
            {offers.map((offer) => (
              <OfferRow key={offer.id} offer={offer} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function OfferRow({ offer }: { offer: Offer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const change = useChange();
  const [chosen, setChosen] = useState<string[]>(
    offer.audience.length > 0 ? offer.audience : offer.offered,
  );
  const share = (audience: string[]): void => {
    void change.run(async () => {
      await api.PUT("/api/uploads/{upload_id}/audience", {
        params: { path: { upload_id: offer.id } },
        body: { audience },
      });
      await queryClient.invalidateQueries({ queryKey: ["get", "/api/uploads/offers"] });
    });
  };
  return (
    <li className={styles["item"]}>
      <div>
        <p className={styles["strong"]}>{offer.name}</p>
        <p className="quiet">
          {t("admin.offered_by", { name: offer.owner })} · {formatBytes(offer.size_bytes, language)} ·{" "}
          <Moment at={offer.received_at} />
        </p>
        {offer.audience.length > 0 && (
          <p className="quiet">
            {t("admin.shared_with", { tokens: offer.audience.join(t("list.comma")) })}
          </p>
        )}
        <fieldset className={styles["choices"]}>
          <legend className="quiet">{t("admin.offered_to")}</legend>
          {offer.offered.map((token) => (
            <label key={token} className={styles["check"]}>
              <input
                type="checkbox"
                checked={chosen.includes(token)}
                onChange={(event) => {
                  const rest = chosen.filter((one) => one !== token);
                  setChosen(event.target.checked ? [...rest, token] : rest);
                }}
              />
              <span>{token}</span>
            </label>
          ))}
        </fieldset>
        <Fault fault={change.fault} />
      </div>
      <div className={styles["badges"]}>
        <button
          type="button"
          className="button button-primary"
          disabled={change.busy || chosen.length === 0}
          onClick={() => {
            share(chosen);
          }}
        >
          {t("admin.share_offer")} <span className="unseen">{offer.name}</span>
        </button>
        {offer.audience.length > 0 && (
          <button
            type="button"
            className="quiet-button"
            disabled={change.busy}
            onClick={() => {
              share([]);
            }}
          >
            {t("admin.unshare_offer")} <span className="unseen">{offer.name}</span>
          </button>
        )}
      </div>
    </li>
  );
}
