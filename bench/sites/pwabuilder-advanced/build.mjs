// PWABuilder's fifth worker: "advanced caching", with a fallback.
import { emptyDist, pwabuilder } from '../lib.mjs';

await pwabuilder(await emptyDist(import.meta), 5, { fallback: 'offline.html' });
