// Marks the page that is shown in the menu.
for (const link of document.querySelectorAll('nav a')) {
  if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page');
}

// Browsers that have no workers show the site as it was.
navigator.serviceWorker?.register('/sw.js').catch(console.error);
