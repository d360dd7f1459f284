// Steps that several sites share: where packages and results are, and the blog
// theme that stands in for "somebody's static site".
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** A file or folder of an installed package. */
export const packaged = (...path) => join(here, 'node_modules', ...path);

/** Which build is made: the first, or the next one, with a change in each kind of file. */
const nextBuild = process.env.SITE_BUILD === 'b';

/** The folder of the build: dist, or dist-b for the next one. */
export const distName = nextBuild ? 'dist-b' : 'dist';

/** The empty dist folder of the site whose build.mjs asks. */
export async function emptyDist(meta) {
  const dist = join(dirname(fileURLToPath(meta.url)), distName);
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  return dist;
}

/** A scratch copy of a folder, below node_modules' parent so that imports resolve. */
export async function workCopy(meta, from) {
  const copy = join(here, '.build', basename(dirname(fileURLToPath(meta.url))));
  await rm(copy, { recursive: true, force: true });
  await cp(from, copy, { recursive: true });
  return copy;
}

/** Applies a change to the text of one file. */
export async function edit(file, change) {
  await writeFile(file, change(await readFile(file, 'utf8')));
}

/** Applies a change to every HTML file of a folder, not of folders below. */
export async function editPages(folder, change) {
  for (const name of await readdir(folder)) {
    if (name.endsWith('.html')) await edit(join(folder, name), change);
  }
}

const changes = {
  '.html': (text) => append('<p>Second edition.</p>')(text),
  '.md': (text) => `${text}\n\nSecond edition.\n`,
  '.css': (text) => `${text}\nhtml { --edition: second; }\n`,
  '.js': (text) => `${text}\ndocument.documentElement.dataset.edition = 'second';\n`,
};
changes['.jsx'] = changes['.js'];

/** Changes sources for the next build: each of the files, by the kind that it is. */
export async function edition(folder, ...files) {
  if (!nextBuild) return;
  for (const file of files) await edit(join(folder, file), changes[extname(file)]);
}

/** Puts markup at the end of a document's body. */
export const append = (markup) => (html) => html.replace('</body>', `${markup}\n</body>`);

/** The line with which the documentation of most tools has a worker registered. */
export const registration = (script) =>
  `<script>if ('serviceWorker' in navigator) navigator.serviceWorker.register('${script}')</script>`;

/**
 * Start Bootstrap's "Clean Blog" as published: four pages, a style, two
 * scripts, six images. What it loads from other hosts is taken from npm instead
 * (jQuery, Bootstrap) or left out (fonts, icons), so that the site means the
 * same with and without an internet connection; `cdn: true` leaves it as it is.
 */
export async function blog(dist, { cdn = false } = {}) {
  await cp(packaged('startbootstrap-clean-blog', 'dist'), dist, { recursive: true });
  await edition(dist, 'index.html', 'about.html', 'post.html', 'contact.html', 'css/styles.css', 'js/scripts.js');
  if (cdn) return;
  await cp(packaged('jquery', 'dist', 'jquery.min.js'), join(dist, 'js', 'jquery.min.js'));
  await cp(packaged('bootstrap', 'dist', 'js', 'bootstrap.bundle.min.js'), join(dist, 'js', 'bootstrap.bundle.min.js'));
  await editPages(dist, (html) => html
    .replace(/https:\/\/code\.jquery\.com\/[^"]*/, 'js/jquery.min.js')
    .replace(/https:\/\/cdn\.jsdelivr\.net\/[^"]*/, 'js/bootstrap.bundle.min.js')
    .replace(/.*<script src="https:.*\n/g, '')
    .replace(/.*<link href="https:.*\n/g, ''));
}

/**
 * The blog with worker number `worker` of pwabuilder-serviceworkers, installed
 * as its README says: both files beside the pages, the fallback's name filled in.
 */
export async function pwabuilder(dist, worker, { fallback } = {}) {
  await blog(dist);
  const source = packaged('pwabuilder-serviceworkers', `serviceWorker${worker}`);
  await cp(source, dist, { recursive: true });
  await editPages(dist, append('<script src="pwabuilder-sw-register.js"></script>'));
  if (!fallback) return;
  await edit(join(dist, 'pwabuilder-sw.js'), (script) =>
    script.replace('offlineFallbackPage = "ToDo-replace-this-name.html"', `offlineFallbackPage = "${fallback}"`));
  await writeFile(join(dist, fallback), '<!doctype html><title>Offline</title><h1>You are offline</h1>\n');
}
