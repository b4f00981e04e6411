/** The address to link to when it is http(s); else null: no other scheme becomes a link. */
export function webAddress(uri: string): string | null {
  if (!/^https?:\/\//i.test(uri) || !URL.canParse(uri)) return null;
  return new URL(uri).href;
}
