import type { Citation } from "../api/types";
import { useVerified } from "../verifying/useVerified";
import type { Exchange } from "./exchange";

/** Whether what a citation of this answer quotes is verified; asked once the answer is whole. */
export function useVerifiedCitations(exchange: Exchange): (citation: Citation) => boolean {
  const whole = exchange.answer !== null;
  const verified = useVerified(whole ? exchange.citations.map((one) => one.record_id) : []);
  return ({ record_id, version }) => verified.get(record_id)?.version === version;
}
