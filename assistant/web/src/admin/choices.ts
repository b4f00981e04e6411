import type { components } from "../api/schema";

/** What narrows the lists of administration, as the server names it. */
export const ROLES = ["member", "curator", "lead", "admin"] as const;
export type RoleName = (typeof ROLES)[number];

export const ACCOUNT_STATES = ["open", "waiting", "closed"] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export const FAMILIES = ["customer", "person"] as const;
export type Family = (typeof FAMILIES)[number];

export type AuditEvent = components["schemas"]["AuditView"]["event"];

/** The events of the audit log by what they are about; the names of the groups stand under `admin.events`. */
export const EVENT_GROUPS = {
  asked: ["ask", "search", "query", "experts", "next_questions", "map", "gaps", "learn", "feedback"],
  opened: [
    "record",
    "records",
    "file",
    "customer",
    "customers",
    "person",
    "people",
    "projects",
    "project",
    "handover",
    "conversation_read",
    "shared_conversation_read",
    "conversation_renamed",
    "conversation_shared",
    "conversation_unshared",
    "conversation_deleted",
  ],
  uploads: ["upload", "upload_offered", "upload_offers_read", "upload_shared", "upload_deleted"],
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
    "topic_confirmed",
    "topic_hidden",
    "topic_withdrawn",
    "verified",
    "verification_withdrawn",
    "matches_read",
    "match_accepted",
    "match_refused",
    "match_undone",
    "merged",
    "merge_undone",
  ],
  kept: ["purge", "reindex", "backup", "restore", "audit_read", "audit_exported", "audit_cut"],
} as const satisfies Record<string, readonly AuditEvent[]>;
export type EventGroup = keyof typeof EVENT_GROUPS;
export const EVENTS: readonly AuditEvent[] = Object.values(EVENT_GROUPS).flat();

/** Which of the named one is, or nothing. */
export function among<Named extends string>(names: readonly Named[], one: string): Named | undefined {
  return names.find((name) => name === one);
}

/** Parts of the map and the directory that stand in the log where an id does otherwise. */
export const PARTS = ["topics", "single-points", "stale", "complaints", "chart", "facets"] as const;

/** The plain facts of an entry that have a word of ours. */
export const FACTS = [
  "added",
  "after",
  "audience",
  "before",
  "by",
  "changed",
  "days",
  "first",
  "kind",
  "roles",
  "scopes",
  "second",
  "sessions",
  "through",
  "useful",
  "variables",
  "where",
] as const;

/** Values of facts that have a word of ours: how somebody came, and who may read. */
export const SAID = [
  "password",
  "invitation",
  "identity provider",
  "command line",
  "the directory",
  "everyone",
] as const;
