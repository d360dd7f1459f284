import { fileURLToPath } from 'node:url';
import { withPwa } from '@vite-pwa/vitepress';
import { defineConfig } from 'vitepress';

export default withPwa(defineConfig({
  title: 'docsify',
  srcDir: '.build',
  outDir: 'dist',
  cacheDir: '.build/.cache',
  ignoreDeadLinks: true, // the documents link to files of their repository
  themeConfig: {
    nav: [
      { text: 'Home', link: '/' },
      { text: 'Changes', link: '/changelog' },
      { text: 'History', link: '/history' },
    ],
  },
  pwa: { outDir: fileURLToPath(new URL('../dist', import.meta.url)), registerType: 'autoUpdate', manifest: { name: 'docsify', short_name: 'docsify' } },
}));
