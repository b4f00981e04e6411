import { useTranslation } from "react-i18next";

import { signIn } from "../api/session";
import type { Me } from "../api/types";
import { DemoPeople } from "./DemoPeople";
import { Entrance } from "./Entrance";
import styles from "./entrance.module.css";
import { Field, SecretForm, typed } from "./SecretForm";

/** What the way back from the identity provider says: it did not vouch, or could not be asked. */
function providerFailure(hash: string): "refused" | "failed" | null {
  if (hash === "#sign_in=refused") return "refused";
  return hash === "#sign_in=failed" ? "failed" : null;
}

/** Mail address and password; in the demo, anybody of the list. */
export function SignIn({ me, onDone }: { me: Me; onDone: () => void }) {
  const { t } = useTranslation();
  const failure = providerFailure(location.hash);
  return (
    <Entrance title={t("sign_in.title", { company: me.company })} lead={me.demo ? undefined : t("sign_in.lead")}>
      {me.demo && <DemoPeople demo={me.demo} onDone={onDone} />}
      {failure && <p role="alert">{t(`sign_in.provider_${failure}`)}</p>}
      {me.by_provider && (
        <a className={styles["provider"]} href="/api/oidc">
          {t("sign_in.by_provider")}
        </a>
      )}
      {me.by_password && !me.demo && (
        <SecretForm
          submit={t("sign_in.submit")}
          failures={{ asker: t("sign_in.refused"), busy: t("sign_in.too_often") }}
          onSubmit={async (fields) => {
            await signIn(typed(fields, "email"), typed(fields, "password"));
            onDone();
          }}
        >
          <Field
            label={t("sign_in.email")}
            name="email"
            type="email"
            autoComplete="username"
          />
          <Field
            label={t("sign_in.password")}
            name="password"
            type="password"
            autoComplete="current-password"
          />
        </SecretForm>
      )}
    </Entrance>
  );
}
