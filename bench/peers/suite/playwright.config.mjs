// How @playwright/test is run for the benchmark: its defaults, except that the
// tests of one file may run side by side, as swcheck's scenarios do, and that
// nothing is recorded, as swcheck records nothing.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  fullyParallel: true,
  reporter: 'json', // to the standard output
  outputDir: process.env.BENCH_SCRATCH,
  use: {
    baseURL: process.env.BENCH_URL,
    trace: 'off',
    video: 'off',
    screenshot: 'off',
    launchOptions: {
      executablePath: process.env.BENCH_BROWSER,
      args: process.getuid() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
