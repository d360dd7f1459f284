// UpUp's own demo, as published, with the library where the demo looks for it.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { edition, emptyDist, packaged } from '../lib.mjs';

const dist = await emptyDist(import.meta);
await cp(packaged('upup', 'demo'), dist, { recursive: true });
await edition(dist, 'index.html', 'getting-started-with-offline-first.html', 'offline.html', 'css/online.css', 'js/online.js');
for (const file of ['upup.min.js', 'upup.sw.min.js']) {
  await cp(packaged('upup', 'dist', file), join(dist, file));
}
