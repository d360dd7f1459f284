// Pages that were visited open without a network, in the form of the last visit.
const CACHE = 'timetable-1';
const NEEDED = ['/', '/offline.html', '/style.css', '/register.js', '/icon.svg'];

addEventListener('install', (event) => {
  event.waitUntil(install());
});

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(NEEDED.map((url) => new Request(url, { cache: 'reload' })));
  // The page that registers this worker was there before it.
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  await Promise.allSettled(open.map((client) => cache.add(client.url)));
  await skipWaiting();
}

addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(answer(request));
});

// The network's answer is the best one, if it comes in time.
async function answer(request) {
  const stored = await caches.match(request, { ignoreSearch: true });
  try {
    const response = await (stored ? inTime(fetch(request)) : fetch(request));
    if (response.ok && response.type === 'basic' && !response.redirected) {
      const copy = response.clone();
      const cache = await caches.open(CACHE);
      await cache.put(new URL(request.url).pathname, copy);
    }
    return response;
  } catch (error) {
    if (stored) return stored;
    if (request.mode === 'navigate') return caches.match('/offline.html');
    throw error;
  }
}

async function inTime(answer, milliseconds = 1500) {
  const timeout = new Promise((_, reject) => {
    setTimeout(reject, milliseconds, new Error('the network takes too long'));
  });
  const response = await Promise.race([answer, timeout]);
  if (response.status >= 500) throw new Error(`the server answers ${response.status}`);
  return response;
}
