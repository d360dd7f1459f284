// The blog with the worker that workbox-build generates by its defaults.
import { generateSW } from 'workbox-build';
import { append, blog, editPages, emptyDist, registration } from '../lib.mjs';

const dist = await emptyDist(import.meta);
await blog(dist);
await editPages(dist, append(registration('sw.js')));
const { count, size, warnings } = await generateSW({
  globDirectory: dist,
  globPatterns: ['**/*.{html,css,js,jpg,ico}'],
  swDest: `${dist}/sw.js`,
  sourcemap: false,
});
warnings.forEach((warning) => console.warn(warning));
console.log(`workbox-generatesw: ${count} files, ${size} bytes precached`);
