import { type ReactNode, type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { type FailureKind, kindOf } from "../api/errors";
import styles from "./entrance.module.css";

interface SecretFormProps {
  submit: string;
  /** What happens on submitting; what it throws is shown in words. */
  onSubmit: (fields: FormData) => Promise<void>;
  /** Words for the failures that mean something of their own here. */
  failures: Partial<Record<FailureKind, string>>;
  children: ReactNode;
}

/** A form with a secret in it: sent once, and said plainly why it was not taken. */
export function SecretForm({ submit, onSubmit, failures, children }: SecretFormProps) {
  const { t } = useTranslation();
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<FailureKind | null>(null);

  const send = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setSending(true);
    setFailure(null);
    try {
      await onSubmit(new FormData(event.currentTarget));
    } catch (error) {
      setFailure(kindOf(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <form
      className={styles["form"]}
      onSubmit={(event) => {
        void send(event);
      }}
    >
      {children}
      <p role="alert" className={styles["fault"]}>
        {failure && (failures[failure] ?? t(`failure.${failure}.hint`))}
      </p>
      <button type="submit" className={styles["submit"]} disabled={sending}>
        {submit}
      </button>
    </form>
  );
}

interface FieldProps {
  label: string;
  name: string;
  type: "email" | "password";
  autoComplete: string;
  hint?: string;
}

/** One labelled input of such a form. */
export function Field({ label, name, type, autoComplete, hint }: FieldProps) {
  return (
    <label className={styles["field"]}>
      <span>{label}</span>
      <input type={type} name={name} autoComplete={autoComplete} required maxLength={200} />
      {hint && <small>{hint}</small>}
    </label>
  );
}

/** What was typed into a field. */
export function typed(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value : "";
}
