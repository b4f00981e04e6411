/** The code of an invitation, which a link carries behind the # so that no server's log holds it. */
const MARK = "#invitation=";

export function invitationOf(hash: string): string {
  return hash.startsWith(MARK) ? hash.slice(MARK.length) : "";
}

/** Takes it out of the address, the history included. */
export function forgetInvitation(): void {
  history.replaceState(null, "", location.pathname + location.search);
}
