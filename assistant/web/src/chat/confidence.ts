export type Certainty = "high" | "fair" | "low";

/** Confidence in words: a number would promise more than the estimate holds. */
export function certaintyOf(confidence: number): Certainty {
  if (confidence >= 0.8) return "high";
  return confidence >= 0.5 ? "fair" : "low";
}
