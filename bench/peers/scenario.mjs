// What the Playwright and the Puppeteer script have in common: the course of
// the scenario and the form of its result. Only what differs between the two
// libraries is handed in, so that neither is measured with other steps.

/** Resolves once a worker controls the page. */
export const controlled = () => new Promise((resolve) => {
  const container = navigator.serviceWorker;
  if (container.controller) return resolve();
  container.addEventListener('controllerchange', () => resolve(), { once: true });
});

/**
 * Runs the scenario `times` times in one browser, each in a fresh context, and
 * prints one line of JSON: whether the last one passed, what was shown offline,
 * the milliseconds of each, and from when to when it was "offline" (Unix
 * milliseconds, so that the server's log can say what reached it).
 */
export async function measure({ launch, scenario }) {
  const [url, text, executablePath, times = '1'] = process.argv.slice(2);
  const browser = await launch({
    executablePath,
    headless: true,
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
  const result = { passes: false, shown: '', scenarioMs: [], offline: [0, 0] };
  try {
    for (let run = 0; run < Number(times); run += 1) {
      const began = performance.now();
      const seen = await scenario(browser, url);
      result.scenarioMs.push(performance.now() - began);
      Object.assign(result, seen, { passes: seen.shown === text });
    }
  } finally {
    await browser.close();
  }
  console.log(JSON.stringify(result));
}

/** The visit after the wire was cut: what it shows, or the error of the browser. */
export async function offlineVisit(reload, heading) {
  const from = Date.now();
  let shown;
  try {
    await reload();
    shown = (await heading())?.trim() ?? '';
  } catch (error) {
    shown = error.message.split('\n')[0];
  }
  return { shown, offline: [from, Date.now()] };
}
