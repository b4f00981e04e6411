import type { Uploaded, UploadProblem } from "../api/uploads";

/** A file on its way, or one that was not taken. */
export interface Sending {
  key: number;
  name: string;
  /** 0 to 1 */
  share: number;
  problem: UploadProblem | null;
}

export type SendingEvent =
  | { type: "begun"; key: number; name: string; problem: UploadProblem | null }
  | { type: "went"; key: number; share: number }
  | { type: "refused"; key: number; problem: UploadProblem }
  | { type: "over"; key: number };

export function sendingAfter(held: readonly Sending[], event: SendingEvent): readonly Sending[] {
  switch (event.type) {
    case "begun":
      return [...held, { key: event.key, name: event.name, share: 0, problem: event.problem }];
    case "went":
      return held.map((one) => (one.key === event.key ? { ...one, share: event.share } : one));
    case "refused":
      return held.map((one) => (one.key === event.key ? { ...one, problem: event.problem } : one));
    case "over":
      return held.filter((one) => one.key !== event.key);
  }
}

/** What the server would say of a file, said before it is sent. */
export function problemOf(
  file: { name: string; size: number },
  rules: Pick<Uploaded, "limit_mb" | "endings">,
): UploadProblem | null {
  const ending = file.name.slice(file.name.lastIndexOf(".") + 1).toLowerCase();
  if (!rules.endings.includes(ending)) return "unsupported";
  if (file.size === 0) return "empty";
  return file.size > rules.limit_mb * 1_000_000 ? "too_large" : null;
}
