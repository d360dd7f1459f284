// create-vite's React template with vite-plugin-pwa, registerType prompt.
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { edition, emptyDist, packaged, workCopy } from '../lib.mjs';

const root = await workCopy(import.meta, packaged('create-vite', 'template-react'));
await edition(root, 'index.html', 'src/main.jsx', 'src/App.css');
await build({
  root,
  configFile: false,
  build: { outDir: await emptyDist(import.meta), emptyOutDir: true },
  logLevel: 'warn',
  plugins: [react(), VitePWA({ registerType: 'prompt' })],
});
