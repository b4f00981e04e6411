import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { fetchMe } from "../api/client";
import { useLoaded } from "../api/useLoaded";
import { Icon } from "../icons/Icon";
import { Notice } from "../style/Notice";
import { ChoosePassword } from "./ChoosePassword";
import { type Asker, AskerContext } from "./context";
import { forgetInvitation, invitationOf } from "./invitation";
import { SignIn } from "./SignIn";

/** Learns who is signed in before anything else is shown, and lets whoever is not sign in. */
export function AskerGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [me, refresh] = useLoaded(fetchMe);
  const [invitation, setInvitation] = useState(() => invitationOf(location.hash));
  const asker = useMemo<Asker | null>(() => {
    if (me.state !== "ready" || !me.value.person) return null;
    return { me: { ...me.value, person: me.value.person }, csrf: me.value.csrf, refresh };
  }, [me, refresh]);

  if (me.state === "loading") return <p className="centred quiet">{t("app.loading")}</p>;
  if (me.state === "failed") {
    return (
      <div className="centred">
        <Notice
          title={t(`failure.${me.failure}.title`)}
          action={
            <button type="button" className="button" onClick={refresh}>
              <Icon name="retry" /> {t("action.retry")}
            </button>
          }
        >
          {t(`failure.${me.failure}.hint`)}
        </Notice>
      </div>
    );
  }
  if (invitation) {
    return (
      <ChoosePassword
        code={invitation}
        onDone={() => {
          forgetInvitation();
          setInvitation("");
          refresh();
        }}
      />
    );
  }
  if (!asker) return <SignIn me={me.value} onDone={refresh} />;
  return <AskerContext value={asker}>{children}</AskerContext>;
}
