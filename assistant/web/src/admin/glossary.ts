import { queryClient } from "../api/client";

export async function glossaryChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ["get", "/api/glossary"] });
}
