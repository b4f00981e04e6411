import { getRouteApi } from "@tanstack/react-router";

import { useApi } from "../../api/client";
import { useLanguage } from "../../i18n/useLanguage";

const route = getRouteApi("/customers/$id");

/** The customer whose page this is, every part of it. */
export function useCustomerPage() {
  const { id } = route.useParams();
  const language = useLanguage();
  return useApi.useQuery("get", "/api/customers/{customer_id}/page", {
    params: { path: { customer_id: id }, query: { language } },
  });
}
