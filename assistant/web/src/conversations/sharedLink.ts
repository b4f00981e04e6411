/** The link of a shared conversation, which an address carries behind the #. */
const MARK = "#shared=";

export function sharedLinkOf(hash: string): string {
  return hash.startsWith(MARK) ? hash.slice(MARK.length) : "";
}

export function addressOf(link: string): string {
  return `${location.origin}/${MARK}${link}`;
}
