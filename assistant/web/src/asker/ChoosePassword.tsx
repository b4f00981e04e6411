import { useTranslation } from "react-i18next";

import { acceptInvitation } from "../api/session";
import { Entrance } from "./Entrance";
import { Field, SecretForm, typed } from "./SecretForm";

/** What the link of an invitation opens. */
export function ChoosePassword({ code, onDone }: { code: string; onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <Entrance title={t("invitation.title")} lead={t("invitation.lead")}>
      <SecretForm
        submit={t("invitation.submit")}
        failures={{
          asker: t("invitation.over"),
          refused: t("password.refused"),
          busy: t("sign_in.too_often"),
        }}
        onSubmit={async (fields) => {
          await acceptInvitation(code, typed(fields, "new"));
          onDone();
        }}
      >
        <Field
          label={t("password.new")}
          name="new"
          type="password"
          autoComplete="new-password"
          hint={t("password.rule")}
        />
      </SecretForm>
    </Entrance>
  );
}
