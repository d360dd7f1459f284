// create-vite's vanilla template with vite-plugin-pwa, registerType autoUpdate.
import { build } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { edition, emptyDist, packaged, workCopy } from '../lib.mjs';

const root = await workCopy(import.meta, packaged('create-vite', 'template-vanilla'));
await edition(root, 'index.html', 'src/main.js', 'src/style.css');
await build({
  root,
  build: { outDir: await emptyDist(import.meta), emptyOutDir: true },
  logLevel: 'warn',
  plugins: [VitePWA({ registerType: 'autoUpdate' })],
});
