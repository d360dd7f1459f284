// The blog with the worker that sw-precache, Workbox's forerunner, generates.
import { promisify } from 'node:util';
import precache from 'sw-precache';
import { append, blog, editPages, emptyDist, registration } from '../lib.mjs';

const dist = await emptyDist(import.meta);
await blog(dist);
await editPages(dist, append(registration('service-worker.js')));
await promisify(precache.write)(`${dist}/service-worker.js`, {
  cacheId: 'clean-blog',
  staticFileGlobs: [`${dist}/**/*.{html,css,js,jpg,ico}`],
  stripPrefix: dist,
});
