/** Which of the projects are shown, and in what order. */
import type { ProjectLink } from "../api/types";

/** What the list is narrowed and sorted by; those that go on first, then the newest, where nothing is said. */
export interface ProjectsSearch {
  q?: string;
  state?: ProjectLink["state"];
  /** A customer's id. */
  customer?: string;
  industry?: string;
  product?: string;
  sort?: "name" | "documents";
  page?: string;
}

/** Those that fit; `projects` come in the server's order. */
export function narrowed(
  projects: readonly ProjectLink[],
  search: ProjectsSearch,
  locale: string,
): ProjectLink[] {
  const words = (search.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const found = projects.filter(
    (project) =>
      (!search.state || project.state === search.state) &&
      (!search.industry || project.industry === search.industry) &&
      (!search.product || project.product === search.product) &&
      (!search.customer || project.customers.some(({ id }) => id === search.customer)) &&
      words.every((word) => told(project).includes(word)),
  );
  if (search.sort === "name") {
    const order = new Intl.Collator(locale, { numeric: true });
    return found.sort((a, b) => order.compare(a.name, b.name));
  }
  if (search.sort === "documents") return found.sort((a, b) => b.documents - a.documents);
  return found;
}

function told(project: ProjectLink): string {
  const customers = project.customers.flatMap(({ name, alternate_name }) => [name, alternate_name]);
  return [project.name, ...customers, project.industry, project.product].join(" ").toLowerCase();
}

/** What there is to choose from, each once, by the reader's alphabet. */
export function valuesOf(
  projects: readonly ProjectLink[],
  name: "industry" | "product",
  locale: string,
): string[] {
  const values = new Set(projects.map((project) => project[name]).filter(Boolean));
  return [...values].sort(new Intl.Collator(locale).compare);
}
