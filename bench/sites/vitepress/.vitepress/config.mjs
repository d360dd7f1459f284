import { fileURLToPath } from 'node:url';
import { withPwa } from '@vite-pwa/vitepress';
import { defineConfig } from 'vitepress';
import { distName } from '../../lib.mjs';

export default withPwa(defineConfig({
  title: 'docsify',
  srcDir: '.build',
  outDir: distName,
  cacheDir: '.build/.cache',
  ignoreDeadLinks: true, // the documents link to files of their repository
  themeConfig: {
    nav: [
      { text: 'Home', link: '/' },
      { text: 'Changes', link: '/changelog' },
      { text: 'History', link: '/history' },
    ],
  },
  pwa: { outDir: fileURLToPath(new URL(`../${distName}`, import.meta.url)), registerType: 'autoUpdate', manifest: { name: 'docsify', short_name: 'docsify' } },
}));
