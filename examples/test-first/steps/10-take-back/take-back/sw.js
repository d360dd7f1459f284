// Takes the worker back: put this in the place of /sw.js, and leave it there for
// as long as somebody may come who still has the former one.
addEventListener('install', () => skipWaiting());

addEventListener('activate', (event) => {
  event.waitUntil(leave());
});

async function leave() {
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
  await registration.unregister();
}
