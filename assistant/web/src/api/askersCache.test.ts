import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";

import { askersCache } from "./askersCache";
import { ApiError, type FailureKind } from "./errors";

const ME = ["get", "/api/me", {}];
const OTHER = ["get", "/api/customers", {}];

describe("what was asked of the server", () => {
  it("is forgotten when somebody else asks, or nobody", async () => {
    const client = new QueryClient({ queryCache: askersCache(ME) });
    const me = (id: string | null) =>
      client.query({ queryKey: ME, queryFn: () => ({ person: id === null ? null : { id } }) });
    const shown = () => client.getQueryData(OTHER);
    await me("p1");
    await client.query({ queryKey: OTHER, queryFn: () => "what p1 may read" });
    await me("p1");
    expect(shown()).toBe("what p1 may read");
    await me("p2");
    expect(shown()).toBeUndefined();
    await client.query({ queryKey: OTHER, queryFn: () => "what p2 may read" });
    await me(null);
    expect(shown()).toBeUndefined();
    expect(client.getQueryData(ME)).toEqual({ person: null });
  });

  it.each<[FailureKind, string | undefined]>([
    ["missing", undefined],
    ["forbidden", undefined],
    ["asker", undefined],
    ["unreachable", "shown before"],
    ["offline", "shown before"],
  ])("after %s stays as %s", async (kind, left) => {
    const client = new QueryClient({ queryCache: askersCache(ME) });
    await client.query({ queryKey: OTHER, queryFn: () => "shown before" });
    const failing = client.query({
      queryKey: OTHER,
      queryFn: () => Promise.reject(new ApiError(kind, "")),
      retry: false,
    });
    await expect(failing).rejects.toThrow();
    expect(client.getQueryData(OTHER)).toBe(left);
    expect(client.getQueryState(OTHER)?.status).toBe("error");
  });
});
