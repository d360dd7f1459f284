// Tells the world of gestures.js of back and forward of the browser, and not of a
// script: the one is a gesture, the other follows from one. Chrome dispatches
// the navigate event in the page's own world only.
(historyEvent => {
  if (window !== window.top) return;
  window.navigation?.addEventListener('navigate', event => {
    if (event.navigationType !== 'traverse' || !event.userInitiated) return;
    const steps = event.destination.index - navigation.currentEntry.index;
    dispatchEvent(new CustomEvent(historyEvent, {detail: JSON.stringify({steps, url: event.destination.url.slice(0, 8000)})}));
  });
})
