import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

// The tests make their data through the application's own commands, which refuse to be loaded outside of a React
// server: each process that runs tests says it is one. It is inherited; the servers under test are started without it.
process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, "--conditions=react-server"].filter(Boolean).join(" ");

const chromium = process.env.CHROMIUM_PATH ?? (existsSync("/usr/bin/chromium") ? "/usr/bin/chromium" : undefined);

/**
 * What Chromium need not do here. The first two would start a process for the address bar of every window, which takes
 * longer than most pages; the others Playwright switches off itself, and a list of ours replaces that list.
 */
const idleFeatures = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"],
  ...["AimEnabled", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"],
  ...["NetworkTimeServiceQuerying", "OptimizationHints", "PreconnectToSearch", "DestroyProfileOnBrowserClose"],
];

/** Against a server that runs already (E2E_BASE_URL with E2E_DATABASE_URL) what needs one of its own is left out. */
const isGivenServer = Boolean(process.env.E2E_BASE_URL);

const journeys = {
  name: "e2e",
  testMatch: ["journeys/**/*.spec.ts", "api/**/*.spec.ts"],
  testIgnore: isGivenServer ? ["api/**", "journeys/setup/**"] : [],
  grepInvert: isGivenServer ? /@own-server/ : undefined,
};

/** The pictures of the README, taken only when they are asked for. */
const screenshots = { name: "screenshots", testMatch: "screenshots.spec.ts" };

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Long enough for a busy machine; what passes does not wait for them.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["line"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? "test-results/report.json" }]],
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // A trace of every test costs half as much again as the test: only on request.
    trace: process.env.E2E_TRACE === "1" ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        `--disable-features=${idleFeatures.join(",")}`,
      ],
    },
    contextOptions: { reducedMotion: "reduce" },
  },
  projects: process.env.UPDATE_SCREENSHOTS === "1" ? [screenshots] : [journeys],
});
