// create-vite's React template with vite-plugin-pwa, registerType prompt.
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { emptyDist, packaged, workCopy } from '../lib.mjs';

await build({
  root: await workCopy(import.meta, packaged('create-vite', 'template-react')),
  configFile: false,
  build: { outDir: await emptyDist(import.meta), emptyOutDir: true },
  logLevel: 'warn',
  plugins: [react(), VitePWA({ registerType: 'prompt' })],
});
