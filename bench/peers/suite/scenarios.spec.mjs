// The scenarios of bench/suite/scenarios.yaml.tmpl as tests: the same steps and
// expectations, as a user of Playwright writes them.
import { expect, test } from '@playwright/test';
import { controlled } from '../scenario.mjs';

const { BENCH_TITLE: title, BENCH_HEADING: heading, BENCH_SCENARIOS: scenarios } = process.env;

for (let visitor = 1; visitor <= Number(scenarios); visitor += 1) {
  test(`the start page opens offline (visitor=${visitor})`, async ({ context, page }) => {
    await page.goto('/');
    await page.evaluate(controlled);
    await context.setOffline(true);

    // Playwright cannot see the wire. What the worker asks the network for comes
    // nearest to it.
    const sent = [];
    context.on('request', (request) => {
      if (request.serviceWorker()) sent.push(request.url());
    });
    const response = await page.goto('/');
    await expect(page).toHaveTitle(title);
    await expect(page.getByText(heading).first()).toBeVisible();
    expect(response.fromServiceWorker()).toBe(true);
    expect(sent).toEqual([]);
  });
}
