// usage: node playwright.mjs URL TEXT BROWSER [TIMES]
import { chromium } from 'playwright-core';
import { controlled, measure, offlineVisit } from './scenario.mjs';

await measure({
  launch: (options) => chromium.launch(options),
  async scenario(browser, url) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    await page.evaluate(controlled);
    await context.setOffline(true);
    const seen = await offlineVisit(() => page.reload(), () => page.locator('h1').textContent());
    await context.close();
    return seen;
  },
});
