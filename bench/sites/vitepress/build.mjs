// A documentation site: docsify's own documents, built by VitePress with the
// official PWA integration, configured in .vitepress/config.mjs.
import { cp, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vitepress';
import { edit, edition, emptyDist, packaged } from '../lib.mjs';

const site = dirname(fileURLToPath(import.meta.url));
const pages = join(site, '.build');
await rm(pages, { recursive: true, force: true });
await mkdir(pages);
for (const [from, to] of [['README', 'index'], ['CHANGELOG', 'changelog'], ['HISTORY', 'history']]) {
  await cp(packaged('docsify', `${from}.md`), join(pages, `${to}.md`));
}
// Without its badges: they come from a dozen other hosts, so that every visit
// would tell of the internet connection and not of the site.
await edit(join(pages, 'index.md'), (text) => text.replace(/!\[[^\]]*\]\([^)]*\)|<img [^>]*>/g, ''));
await edition(pages, 'index.md', 'changelog.md', 'history.md');
await emptyDist(import.meta);
await build(site);
