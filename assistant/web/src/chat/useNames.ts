import { useApi } from "../api/client";
import { useNameOf } from "../i18n/names";

/** What a customer of this id is called; the id where one may not know. */
export function useCustomerName(id: string): string {
  const nameOf = useNameOf();
  const found = useApi.useQuery("get", "/api/customers/{customer_id}", {
    params: { path: { customer_id: id } },
  });
  return found.data ? nameOf(found.data) : found.isPending ? "…" : id;
}

/** The same of a colleague. */
export function usePersonName(id: string): string {
  const nameOf = useNameOf();
  const found = useApi.useQuery("get", "/api/people/{person_id}", {
    params: { path: { person_id: id } },
  });
  return found.data ? nameOf(found.data.person) : found.isPending ? "…" : id;
}
