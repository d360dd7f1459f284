// The blog with Angular's worker and the manifest that its own tool makes. The
// configuration is the one that `ng add @angular/pwa` writes, with our folders.
import { execFileSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { append, blog, distName, editPages, emptyDist, packaged, registration } from '../lib.mjs';

const dist = await emptyDist(import.meta);
await blog(dist);
await editPages(dist, append(registration('ngsw-worker.js')));
for (const script of ['ngsw-worker.js', 'safety-worker.js']) {
  await cp(packaged('@angular/service-worker', script), join(dist, script));
}
// The tool joins what it is given to the current folder, so paths are relative.
execFileSync(process.execPath, [packaged('@angular/service-worker', 'ngsw-config.js'), distName, 'ngsw-config.json', '/'], {
  cwd: dirname(fileURLToPath(import.meta.url)),
});
