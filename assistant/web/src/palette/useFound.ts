import { useRouter } from "@tanstack/react-router";

import { useApi } from "../api/client";
import { formatMoment } from "../i18n/dates";
import { useNameOf } from "../i18n/names";
import { useLanguage } from "../i18n/useLanguage";
import { type Entry, matching } from "./entries";

const EACH = 5;

interface Group {
  name: "customers" | "people" | "projects" | "conversations";
  entries: Entry[];
}

/** What the server knows by `words`: nothing for none. */
export function useFound(words: string): { groups: Group[]; pending: boolean } {
  const language = useLanguage();
  const nameOf = useNameOf();
  const router = useRouter();
  const options = { enabled: words !== "" };
  const go = (href: string) => () => void router.navigate({ href });
  const search = { params: { query: { search: words, limit: EACH } } };
  const customers = useApi.useQuery("get", "/api/customers", search, options);
  const people = useApi.useQuery("get", "/api/people", search, options);
  const projects = useApi.useQuery("get", "/api/projects", {}, options);
  const conversations = useApi.useQuery(
    "get",
    "/api/conversations",
    { params: { query: { q: words, limit: EACH } } },
    options,
  );
  if (!words) return { groups: [], pending: false };
  const groups: Group[] = [
    {
      name: "customers",
      entries: (customers.data?.customers ?? []).map((one) => ({
        id: one.id,
        icon: "customers",
        words: nameOf(one),
        run: go(`/customers/${encodeURIComponent(one.id)}`),
      })),
    },
    {
      name: "people",
      entries: (people.data?.people ?? []).map(({ person }) => ({
        id: person.id,
        icon: "person",
        words: nameOf(person),
        hint: [person.title, person.department].filter(Boolean).join(" · "),
        run: go(`/people/${encodeURIComponent(person.id)}`),
      })),
    },
    {
      name: "projects",
      entries: matching(
        (projects.data?.projects ?? []).map(({ id, name }) => ({
          id,
          icon: "learn",
          words: name,
          run: go(`/projects/${encodeURIComponent(id)}`),
        })),
        words,
      ).slice(0, EACH),
    },
    {
      name: "conversations",
      entries: (conversations.data?.conversations ?? []).map(({ id, title, changed_at }) => ({
        id,
        icon: "history",
        words: title,
        hint: formatMoment(changed_at, language),
        run: go(`/c/${encodeURIComponent(id)}`),
      })),
    },
  ];
  const queries = [customers, people, projects, conversations];
  return { groups, pending: queries.some((query) => query.isLoading) };
}
