const CACHE = 'library';

addEventListener('activate', (event) => {
  event.waitUntil(clients.claim()); // take charge of the page that is open, too
});

addEventListener('fetch', (event) => {
  // What changes something, and what is not ours, is left to the browser.
  if (event.request.method !== 'GET' || new URL(event.request.url).origin !== location.origin) return;
  event.respondWith(answer(event));
});

// The network's answer, and where there is none, the copy of the last visit.
async function answer(event) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(cache.put(event.request, response.clone()));
    return response;
  } catch (error) {
    const copy = await cache.match(event.request);
    if (copy) return copy;
    throw error;
  }
}
