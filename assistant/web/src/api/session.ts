/** Signing in and out, and one's own password. Each throws ApiError. */
import { type CsrfToken, send } from "./http";

export async function signIn(email: string, password: string): Promise<void> {
  await send("/api/session", "", { method: "POST", body: JSON.stringify({ email, password }) });
}

export async function acceptInvitation(code: string, password: string): Promise<void> {
  await send("/api/invitation", "", { method: "POST", body: JSON.stringify({ code, password }) });
}

export async function signOut(csrf: CsrfToken, everywhere: boolean): Promise<void> {
  await send(everywhere ? "/api/sessions" : "/api/session", csrf, { method: "DELETE" });
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
