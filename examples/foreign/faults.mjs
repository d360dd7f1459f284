// Breaks a built site by one small change, as a mistaken setting or a line in
// the wrong place would.
//
//   node faults.mjs FAULT FOLDER    # changes the files in FOLDER
//   node faults.mjs                 # lists the faults
import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Each fault: what was done wrong, and the change that does it. */
const faults = {
  'no-navigation-fallback': {
    about: 'navigateFallback is off: unknown addresses go to the network',
    change: (site) => site.edit('sw.js', /,e\.registerRoute\(new e\.NavigationRoute\(.*?\)\)\)/, ''),
  },
  'history-not-precached': {
    about: 'globIgnores leaves out a page and its scripts',
    change: (site) => site.edit('sw.js', /{url:"(assets\/)?history\.[^}]*},/g, ''),
  },
  'changelog-not-precached': {
    about: 'a page and its scripts are above maximumFileSizeToCacheInBytes',
    change: (site) => site.edit('sw.js', /{url:"(assets\/)?changelog\.[^}]*},/g, ''),
  },
  'changelog-script-not-precached': {
    about: 'globPatterns has html and css, and not the scripts of this page',
    change: (site) => site.edit('sw.js', /{url:"assets\/changelog\.[^}]*},/g, ''),
  },
  'style-not-precached': {
    about: 'globPatterns has html and js, and no css',
    change: (site) => site.edit('sw.js', /{url:"[^"]*\.css"[^}]*},/g, ''),
  },
  'precached-file-missing': {
    about: 'the upload broke off: a file of the precache is not on the server',
    change: (site) => site.remove('history.html'),
  },
  'network-first': {
    about: 'pages are asked for on the network first, without a time limit',
    change: (site) => site.prepend('sw.js', `
      addEventListener('fetch', (e) => {
        if (e.request.mode !== 'navigate') return;
        e.respondWith(fetch(e.request).catch(() => caches.match(e.request, { ignoreSearch: true })));
      });`),
  },
  'keeps-every-answer': {
    about: 'pages are asked for on the network first, and whatever comes is kept',
    change: (site) => site.prepend('sw.js', `
      addEventListener('fetch', (e) => {
        if (e.request.mode !== 'navigate') return;
        e.respondWith((async () => {
          const pages = await caches.open('pages');
          try {
            const answer = await fetch(e.request);
            await pages.put(e.request, answer.clone());
            return answer;
          } catch {
            return pages.match(e.request);
          }
        })());
      });`),
  },
  'stores-each-address': {
    about: 'every address is stored on its own, and nothing is ever removed',
    change: (site) => site.prepend('sw.js', `
      addEventListener('fetch', (e) => {
        if (e.request.mode !== 'navigate') return;
        e.respondWith(fetch(e.request).then(async (answer) => {
          await (await caches.open('pages')).put(e.request, answer.clone());
          return answer;
        }));
      });`),
  },
  'registers-once': {
    about: 'the page remembers in a cookie that it has registered the worker',
    change: (site) => site.edit('registerSW.js', /^/, `if (document.cookie.includes('worker=1')) throw 'registered before'; document.cookie = 'worker=1; max-age=31536000';\n`),
  },
  'no-skip-waiting': {
    about: 'the worker waits, and nothing tells the visitor',
    change: (site) => site.edit('sw.js', 'self.skipWaiting(),', ''),
  },
  'keeps-old-files': {
    about: 'what is no longer in the list stays stored',
    change: (site) => site.edit(/^workbox-.*\.js$/, /\|\|\(await \w+\.delete\(\w+\),/, '||('),
  },
  'no-hashmap': {
    about: 'the list of scripts that an open page asks for after a deploy is not on the server',
    change: (site) => site.remove('hashmap.json'),
  },
  'strict-addresses': {
    about: 'ignoreURLParametersMatching is an empty list',
    change: (site) => site.edit('sw.js', /\],{}\)/, '],{ignoreURLParametersMatching:[]})'),
  },
  'no-revisions': {
    about: 'dontCacheBustURLsMatching fits files without a hash in their names',
    change: (site) => site.edit('sw.js', /revision:"[^"]*"/g, 'revision:null'),
  },
};

/** The files of a built site. A change that finds nothing to change throws. */
const filesOf = (folder) => {
  const edit = (file, from, to) => {
    const name = readdirSync(folder).find((each) => (file instanceof RegExp ? file.test(each) : each === file));
    if (name === undefined) throw new Error(`there is no ${file} in ${folder}`);
    const path = join(folder, name);
    const { atime, mtime } = statSync(path);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${name} has nothing that fits ${from}`);
    writeFileSync(path, after);
    utimesSync(path, atime, mtime); // a server tells two builds apart by the time
  };
  return {
    edit,
    prepend: (name, text) => edit(name, /^/, `${text}\n`),
    remove: (name) => rmSync(join(folder, name)),
  };
};

const [fault, folder] = process.argv.slice(2);
if (fault === undefined) {
  for (const [name, { about }] of Object.entries(faults)) console.log(`${name}: ${about}`);
} else if (faults[fault] === undefined || folder === undefined) {
  console.error(`there is no fault ${fault}, or no folder to put it in\nhint: node faults.mjs lists the faults`);
  process.exit(2);
} else {
  faults[fault].change(filesOf(folder));
}
