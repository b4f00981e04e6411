import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { fetchMe } from "../api/client";
import type { PersonCard } from "../api/types";
import { useLoaded } from "../api/useLoaded";
import { Icon } from "../icons/Icon";
import { Notice } from "../style/Notice";
import { type Asker, AskerContext } from "./context";
import { storeAddress, storedAddress } from "./storedAddress";

/** Learns who is asking before anything else is shown, and says plainly when it cannot. */
export function AskerGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState(storedAddress);
  const load = useCallback((signal: AbortSignal) => fetchMe(address, signal), [address]);
  const [me, retry] = useLoaded(load);

  const remember = useCallback((next: string) => {
    storeAddress(next);
    setAddress(next);
  }, []);
  const asker = useMemo<Asker | null>(
    () =>
      me.state === "ready"
        ? {
            me: me.value,
            address,
            choose: (person: PersonCard) => {
              remember(person.email);
            },
            forget: () => {
              remember("");
            },
          }
        : null,
    [me, address, remember],
  );

  if (asker) return <AskerContext value={asker}>{children}</AskerContext>;
  if (me.state !== "failed") return <p className="centred quiet">{t("app.loading")}</p>;
  const unknown = me.failure === "asker" && address !== "";
  return (
    <div className="centred">
      <Notice
        title={t(`failure.${me.failure}.title`)}
        action={
          unknown ? (
            <button
              type="button"
              className="button"
              onClick={() => {
                remember("");
              }}
            >
              <Icon name="person" /> {t("asker.choose_again")}
            </button>
          ) : (
            <button type="button" className="button" onClick={retry}>
              <Icon name="retry" /> {t("action.retry")}
            </button>
          )
        }
      >
        {t(`failure.${me.failure}.hint`)}
      </Notice>
    </div>
  );
}
