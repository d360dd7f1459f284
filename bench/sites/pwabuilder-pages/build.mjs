// PWABuilder's third worker: offline copies of visited pages, with a fallback.
import { emptyDist, pwabuilder } from '../lib.mjs';

await pwabuilder(await emptyDist(import.meta), 3, { fallback: 'offline.html' });
