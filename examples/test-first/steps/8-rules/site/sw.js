const VERSION = 1; // one more with each build, here and in the pages
const CACHE = `library-${VERSION}`;
const FALLBACK = '/offline.html';
const ASSETS = ['/style.css', '/app.js', '/lamp.svg'].map((path) => `${path}?v=${VERSION}`);
const SHELL = ['/', FALLBACK, ...ASSETS];
const PATIENCE = 1000; // milliseconds, where there is a copy

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
  const key = keyOf(event.request);
  const copy = await cache.match(key);
  if (copy && isIn(ASSETS, event.request)) return copy;
  try {
    const response = fetch(event.request);
    event.waitUntil(keep(cache, key, response));
    return await (copy ? inTime(response) : response);
  } catch (error) {
    if (copy) return copy;
    // Only a page can be stood in for by a page.
    if (event.request.mode === 'navigate') return cache.match(FALLBACK);
    throw error;
  }
}

// Our pages have no query: what stands there tells where the visitor came from,
// and not what is shown.
function keyOf(request) {
  return request.mode === 'navigate' ? new URL(request.url).pathname : request;
}

function isIn(list, request) {
  const { pathname, search } = new URL(request.url);
  return list.includes(pathname + search);
}

// What comes too late to be shown is still the newest copy.
async function keep(cache, key, answer) {
  try {
    const response = (await answer).clone();
    if (mayBeKept(response)) await cache.put(key, response);
  } catch {
    // No answer, or no room for it: the copy that was there stays.
  }
}

// Rejects where the copy is better than what the network says.
async function inTime(answer) {
  const late = new Promise((_, reject) => {
    setTimeout(reject, PATIENCE, new Error('the network takes too long'));
  });
  const response = await Promise.race([answer, late]);
  if (response.status >= 500) throw new Error(`the server answers ${response.status}`);
  if (response.ok && !isOurs(response)) throw new Error('somebody else answers');
  return response;
}

// A hotel's network answers everything with its own page, until one has signed
// in. Our server says its name.
function isOurs(response) {
  return response.headers.get('Site') === 'reading-room';
}

// The server marks what is one visitor's own, and what is not to be stored.
function mayBeKept(response) {
  const wishes = response.headers.get('Cache-Control') ?? '';
  return response.ok && isOurs(response) && !/private|no-store/.test(wishes);
}
