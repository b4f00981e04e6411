/** What narrows the lists of administration, as the server names it. */
export const ROLES = ["member", "curator", "lead", "admin"] as const;
export type RoleName = (typeof ROLES)[number];

export const ACCOUNT_STATES = ["open", "waiting", "closed"] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export const FAMILIES = ["customer", "person"] as const;
export type Family = (typeof FAMILIES)[number];

/** The events of the audit log by what they are about; the names of the groups stand under `admin.events`. */
export const EVENT_GROUPS = {
  asked: ["ask", "search", "query", "experts", "map", "gaps", "learn"],
  opened: [
    "record",
    "customer",
    "customers",
    "person",
    "projects",
    "project",
    "handover",
    "conversation_read",
    "shared_conversation_read",
  ],
  signed_in: [
    "sign_in",
    "sign_in_refused",
    "sign_out",
    "sign_out_everywhere",
    "password_changed",
    "password_refused",
    "invitation_accepted",
  ],
  accounts: [
    "account_made",
    "invited",
    "roles_changed",
    "account_closed",
    "account_opened",
    "token_made",
    "token_revoked",
  ],
  sources: [
    "sync",
    "sync_paused",
    "sync_resumed",
    "sync_cancelled",
    "source_tried",
    "source_added",
    "source_changed",
    "source_removed",
    "retry",
    "audience_changed",
  ],
  curated: [
    "glossary_added",
    "glossary_changed",
    "glossary_removed",
    "glossary_imported",
    "match_accepted",
    "match_refused",
    "match_undone",
    "merged",
    "merge_undone",
    "upload_shared",
  ],
  kept: ["purge", "reindex", "backup", "restore", "audit_read", "audit_exported", "audit_cut"],
} as const;
export type EventGroup = keyof typeof EVENT_GROUPS;
export type KnownEvent = (typeof EVENT_GROUPS)[EventGroup][number];

const KNOWN: readonly KnownEvent[] = Object.values(EVENT_GROUPS).flatMap((events) => [...events]);

export function knownEvent(event: string): KnownEvent | undefined {
  return KNOWN.find((one) => one === event);
}
