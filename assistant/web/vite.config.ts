import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** The address of a running `zhike serve`, for `npm run dev`. */
const server = process.env["ZHIKE_SERVER"] ?? "http://127.0.0.1:8321";

export default defineConfig({
  plugins: [react()],
  // No test waits for anything: only a machine that stands still could take so long.
  test: { testTimeout: 120_000, hookTimeout: 120_000 },
  server: { host: "127.0.0.1", proxy: { "/api": server } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false } },
    // The budget is on what is sent, compressed: tests/browser keeps it.
    chunkSizeWarningLimit: 1000,
  },
});
