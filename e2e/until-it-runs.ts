import type { BrowserContext, Page } from "@playwright/test";

/** What somebody can act on: its words are there before the scripts that answer a click. */
const CONTROLS = ":is(button, input, textarea, select, a[href]):not([aria-hidden='true'])";

/** Waits until React has taken over each control of the page, whose key it leaves on the element. */
async function untilItRuns(page: Page): Promise<void> {
  await page.waitForFunction(
    (controls) =>
      [...document.body.querySelectorAll(controls)].every((element) =>
        Object.keys(element).some((key) => key.startsWith("__reactFiber$")),
      ),
    CONTROLS,
  );
}

/** Pages of the context are opened, and opened anew, as somebody uses them who is slower than the page's scripts. */
export function waitForScripts(context: BrowserContext): void {
  context.on("page", (page) => {
    const { goto, reload } = page;
    page.goto = async (url, options) => {
      const response = await goto.call(page, url, options);
      if (options?.waitUntil !== "commit") await untilItRuns(page);
      return response;
    };
    page.reload = async (options) => {
      const response = await reload.call(page, options);
      await untilItRuns(page);
      return response;
    };
  });
}
