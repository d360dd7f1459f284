// PWABuilder's fourth worker: cache first, with an empty list to precache.
import { emptyDist, pwabuilder } from '../lib.mjs';

await pwabuilder(await emptyDist(import.meta), 4);
