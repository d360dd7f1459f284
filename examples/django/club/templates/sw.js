{% load static %}// Pages are stored as they are visited, so that whoever has read something can
// read it again where there is no network.

const CACHE = 'club-1';
const FALLBACK = '{% url "offline" %}';
const NEEDED = ['{% url "home" %}', FALLBACK, '{% static "club/club.css" %}', '{% static "club/lamp.svg" %}'];

addEventListener('install', (event) => {
  event.waitUntil(install());
});

async function install() {
  const cache = await caches.open(CACHE);
  // `omit` asks as nobody: a worker is installed while members are logged in, too.
  await cache.addAll(NEEDED.map((url) => new Request(url, { cache: 'reload', credentials: 'omit' })));
  // The pages that are open came before this worker, and count as visited.
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  await Promise.allSettled(windows.map(async ({ url }) => keep(url, await fetch(url))));
  await skipWaiting();
}

addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith('club-') && name !== CACHE) await caches.delete(name);
  }
  await clients.claim();
}

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && new URL(request.url).origin === location.origin) {
    event.respondWith(answer(event));
  }
});

// The network's answer is the best one; what was stored is second.
async function answer(event) {
  const { request } = event;
  const page = request.mode === 'navigate';
  const stored = await caches.match(keyOf(request.url), { cacheName: CACHE });
  try {
    const coming = fetch(request);
    event.waitUntil(keepAnswer(request.url, coming));
    return await (stored ? patiently(coming, page ? 2000 : 500) : coming);
  } catch (error) {
    const fallback = page && (await caches.match(FALLBACK, { cacheName: CACHE }));
    return stored ?? (fallback || Promise.reject(error));
  }
}

async function keepAnswer(url, coming) {
  try {
    await keep(url, (await coming).clone());
  } catch {
    // There was none, or there is no room for it: what was kept stays.
  }
}

async function keep(url, response) {
  if (!mayBeStored(response)) return;
  const cache = await caches.open(CACHE);
  await cache.put(keyOf(url), response);
  const pages = (await cache.keys()).filter(({ url }) => !NEEDED.includes(new URL(url).pathname));
  await Promise.all(pages.slice(0, -50).map((key) => cache.delete(key)));
}

// Neither errors, nor where a redirect led, nor a portal's page.
function mayBeStored(response) {
  const wishes = response.headers.get('Cache-Control') ?? '';
  const good = response.ok && !response.redirected && isOurs(response);
{% if leaky %}  return good && !/no-store/.test(wishes);
{% else %}  // Nor what belongs to the member who asked: the middleware marks it.
  return good && !/no-store|private/.test(wishes);
{% endif %}}

// Some networks accept a request and never answer it, some servers answer that
// they cannot, and some answers are those of a portal.
async function patiently(coming, milliseconds) {
  const timeout = new Promise((_, reject) => {
    setTimeout(reject, milliseconds, new Error('the network takes too long'));
  });
  const response = await Promise.race([coming, timeout]);
  if (response.status >= 500) throw new Error(`the server answers ${response.status}`);
  if (response.ok && !isOurs(response)) throw new Error('somebody else answers');
  return response;
}

// A portal answers with pages, also where a style was asked for.
function isOurs(response) {
  const isPage = /html/.test(response.headers.get('Content-Type'));
  return !isPage || response.headers.get('Site') === 'club';
}

// Without what only tells where the visitor came from.
const TRACKING = /^(utm_\w+|fbclid|gclid|msclkid)$/;

function keyOf(href) {
  const url = new URL(href, location.origin);
  for (const name of [...url.searchParams.keys()]) {
    if (TRACKING.test(name)) url.searchParams.delete(name);
  }
  return url.href;
}
