if (navigator.serviceWorker) addEventListener('load', () => navigator.serviceWorker.register('/sw.js'));
