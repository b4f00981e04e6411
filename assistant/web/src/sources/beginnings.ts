/** What can be added, by what it is about. */
export const GROUPS = [
  ["files", ["folder", "s3", "webdav", "sftp", "smb"]],
  ["talk", ["imap", "mail", "chat"]],
  ["people", ["directory", "ldap"]],
  [
    "crm",
    [
      "table",
      "salesforce",
      "hubspot",
      "odoo",
      "zoho",
      "pipedrive",
      "espocrm",
      "suitecrm",
      "twenty",
      "fxiaoke",
      "xiaoshouyi",
      "tryton",
    ],
  ],
  ["work", ["jira", "zendesk", "redmine", "wiki"]],
  ["other", ["sql", "rest"]],
] as const;

export type Beginning = (typeof GROUPS)[number][1][number];

const KNOWN: readonly Beginning[] = GROUPS.flatMap(([, names]) => [...names]);

export function knownBeginning(name: string): Beginning | undefined {
  return KNOWN.find((one) => one === name);
}
