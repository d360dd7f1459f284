// UpUp's own demo, as published, with the library where the demo looks for it.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyDist, packaged } from '../lib.mjs';

const dist = await emptyDist(import.meta);
await cp(packaged('upup', 'demo'), dist, { recursive: true });
for (const file of ['upup.min.js', 'upup.sw.min.js']) {
  await cp(packaged('upup', 'dist', file), join(dist, file));
}
