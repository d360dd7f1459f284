// create-vite's vanilla template with vite-plugin-pwa, registerType autoUpdate.
import { build } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { emptyDist, packaged, workCopy } from '../lib.mjs';

await build({
  root: await workCopy(import.meta, packaged('create-vite', 'template-vanilla')),
  build: { outDir: await emptyDist(import.meta), emptyOutDir: true },
  logLevel: 'warn',
  plugins: [VitePWA({ registerType: 'autoUpdate' })],
});
