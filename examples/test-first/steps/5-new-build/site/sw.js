const VERSION = 1; // one more with each build, here and in the pages
const CACHE = `library-${VERSION}`;
const FALLBACK = '/offline.html';
const ASSETS = ['/style.css', '/app.js', '/lamp.svg'].map((path) => `${path}?v=${VERSION}`);
const SHELL = ['/', FALLBACK, ...ASSETS];

addEventListener('install', (event) => {
  event.waitUntil(install());
});

async function install() {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache, which may hold yesterday's.
  await cache.addAll(SHELL.map((url) => new Request(url, { cache: 'reload' })));
  await skipWaiting(); // do not wait until the last tab of the old version is closed
}

addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim(); // take charge of the page that is open, too
}

addEventListener('fetch', (event) => {
  // What changes something, and what is not ours, is left to the browser.
  if (event.request.method !== 'GET' || new URL(event.request.url).origin !== location.origin) return;
  event.respondWith(answer(event));
});

// An asset never grows old: its version is in its name. Of all else the network's
// answer, and where there is none, the copy.
async function answer(event) {
  const cache = await caches.open(CACHE);
  const copy = await cache.match(event.request);
  if (copy && isIn(ASSETS, event.request)) return copy;
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(cache.put(event.request, response.clone()));
    return response;
  } catch (error) {
    if (copy) return copy;
    // Only a page can be stood in for by a page.
    if (event.request.mode === 'navigate') return cache.match(FALLBACK);
    throw error;
  }
}

function isIn(list, request) {
  const { pathname, search } = new URL(request.url);
  return list.includes(pathname + search);
}
