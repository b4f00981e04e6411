import { queryClient } from "../api/client";
import type { components } from "../api/schema";
import type { AccountState } from "./choices";

export type AccountView = components["schemas"]["AccountView"];

export function stateOfAccount(account: AccountView): AccountState {
  if (account.disabled) return "closed";
  return account.has_password ? "open" : "waiting";
}

export async function accountsChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ["get", "/api/accounts"] });
}

/** Where a code leads with which somebody chooses a password. */
export function invitationLink(code: string): string {
  return `${location.origin}/#invitation=${code}`;
}
