import { useApi } from "../api/client";

/** Every topic in numbers, and the kinds of knowledge. */
export function useTopics() {
  return useApi.useQuery("get", "/api/map");
}
