/** The demo's choice of whom to be, kept in this browser. */
const STORED = "zhike.as";

export function storedAddress(): string {
  return localStorage.getItem(STORED) ?? "";
}

export function storeAddress(address: string): void {
  if (address) localStorage.setItem(STORED, address);
  else localStorage.removeItem(STORED);
}
