// The untouched blog, fonts and scripts from other hosts included, with the
// second worker of PWABuilder's later release, which imports Workbox from a CDN.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { append, blog, editPages, emptyDist, packaged, registration } from '../lib.mjs';

const dist = await emptyDist(import.meta);
await blog(dist, { cdn: true });
await cp(packaged('pwabuilder-serviceworkers-2', 'serviceWorker2', 'pwabuilder-sw.js'), join(dist, 'pwabuilder-sw.js'));
await editPages(dist, append(registration('pwabuilder-sw.js')));
