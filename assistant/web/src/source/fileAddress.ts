/** Where the file stands that a record was read from. */
export function fileAddress(recordId: string, version: number): string {
  return `/api/records/${encodeURIComponent(recordId)}/file?version=${version}`;
}
