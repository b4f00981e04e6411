import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { ME, queryClient, useApi } from "../api/client";
import { kindOf } from "../api/errors";
import { Icon } from "../icons/Icon";
import { Notice } from "../ui/Notice";
import { ChoosePassword } from "./ChoosePassword";
import { type Asker, AskerContext } from "./context";
import { forgetInvitation, invitationOf } from "./invitation";
import { SignIn } from "./SignIn";

/** Learns who is signed in before anything else is shown, and lets whoever is not sign in. */
export function AskerGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  // Another window may have signed out, or somebody else in.
  const me = useApi.useQuery("get", "/api/me", {}, { refetchOnWindowFocus: "always" });
  const [invitation, setInvitation] = useState(() => invitationOf(location.hash));
  const asker = useMemo<Asker | null>(() => {
    if (!me.data?.person) return null;
    return { me: { ...me.data, person: me.data.person }, csrf: me.data.csrf, refresh: begin };
  }, [me.data]);

  if (me.isPending) return <p className="centred quiet">{t("app.loading")}</p>;
  if (!me.data) {
    const failure = kindOf(me.error);
    return (
      <div className="centred">
        <Notice
          title={t(`failure.${failure}.title`)}
          action={
            <button type="button" className="button" onClick={begin}>
              <Icon name="retry" /> {t("action.retry")}
            </button>
          }
        >
          {t(`failure.${failure}.hint`)}
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
          begin();
        }}
      />
    );
  }
  if (!asker) return <SignIn me={me.data} onDone={begin} />;
  return (
    // Nothing that one was shown stays when another comes.
    <AskerContext key={asker.me.person.id} value={asker}>
      {children}
    </AskerContext>
  );
}

/**
 * Learns again who is signed in; what another was shown is forgotten then. Until it is known nothing else is asked
 * for: whoever has just left would be refused.
 */
function begin(): void {
  void queryClient.resetQueries({ queryKey: ME });
}
