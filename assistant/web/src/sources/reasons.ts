/** Why an item did not go in, as the server names it. */
const REASONS = [
  "encrypted",
  "damaged",
  "empty",
  "unsupported",
  "too_large",
  "timed_out",
  "invalid",
  "unavailable",
] as const;

export function reasonOf(word: string): (typeof REASONS)[number] {
  return REASONS.find((reason) => reason === word) ?? "invalid";
}
