/** Signing in and out, and one's own password. Each throws ApiError. */
import { queryClient } from "./client";
import { type CsrfToken, send } from "./http";

export async function signIn(email: string, password: string): Promise<void> {
  await inQuiet(() =>
    send("/api/session", "", { method: "POST", body: JSON.stringify({ email, password }) }),
  );
}

export async function acceptInvitation(code: string, password: string): Promise<void> {
  await send("/api/invitation", "", { method: "POST", body: JSON.stringify({ code, password }) });
}

export async function signOut(csrf: CsrfToken, everywhere: boolean): Promise<void> {
  await inQuiet(() =>
    send(everywhere ? "/api/sessions" : "/api/session", csrf, { method: "DELETE" }),
  );
}

export async function changePassword(
  current: string,
  next: string,
  csrf: CsrfToken,
): Promise<void> {
  await send("/api/password", csrf, {
    method: "PUT",
    body: JSON.stringify({ current, new: next }),
  });
}

/** Ends a session, perhaps for another: what is on its way under it would be refused, and is asked no longer. */
async function inQuiet(change: () => Promise<unknown>): Promise<void> {
  await queryClient.cancelQueries();
  try {
    await change();
  } catch (error) {
    void queryClient.invalidateQueries();
    throw error;
  }
}
