// usage: node puppeteer.mjs URL TEXT BROWSER [TIMES]
import puppeteer from 'puppeteer-core';
import { controlled, measure, offlineVisit } from './scenario.mjs';

await measure({
  // 'shell' is Puppeteer's word for chrome-headless-shell.
  launch: (options) => puppeteer.launch({ ...options, headless: 'shell' }),
  async scenario(browser, url) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.goto(url);
    await page.evaluate(controlled);
    await page.setOfflineMode(true);
    const seen = await offlineVisit(() => page.reload(), () => page.$eval('h1', (h1) => h1.textContent));
    await context.close();
    return seen;
  },
});
