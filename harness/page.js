// What a page shows, read in a world of its own, so that nothing that the page
// did to its prototypes can change the answer.
(async (selector, untilPainted) => {
  const clip = (s, n) => String(s ?? '').slice(0, n);
  const visible = e => {
    const box = e.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return false;
    const style = getComputedStyle(e);
    return style.visibility !== 'hidden' && style.display !== 'none' && style.opacity !== '0';
  };
  // innerText leaves out shadow trees and frames, which hold the whole page on
  // some sites.
  const parts = [];
  let room = 200000, looked = 0;
  const collect = root => {
    const text = clip(root.innerText ?? '', room);
    room -= text.length;
    parts.push(text);
    for (const e of root.querySelectorAll('*')) {
      if (room <= 0 || ++looked > 20000) return;
      if (e.shadowRoot) for (const child of e.shadowRoot.children) collect(child);
      if (e.tagName === 'IFRAME') {
        try { if (e.contentDocument?.body && visible(e)) collect(e.contentDocument.body); } catch { /* another origin */ }
      }
    }
  };
  if (document.body) collect(document.body);
  const text = parts.join(' ').replace(/\s+/g, ' ').trim();

  const links = [];
  for (const a of document.links) {
    if (links.length >= 500) break;
    try {
      const url = new URL(a.href);
      url.hash = '';
      links.push({url: clip(url.href, 8000), text: clip((a.innerText || a.title || a.getAttribute('aria-label') || '').replace(/\s+/g, ' ').trim(), 200), download: a.hasAttribute('download')});
    } catch { /* no URL */ }
  }

  let media = 0, seen = 0;
  for (const e of document.querySelectorAll('img, video, canvas, svg, object, embed')) {
    if (++seen > 2000) break;
    if (e.tagName === 'IMG' && !(e.complete && e.naturalWidth > 0)) continue;
    if (visible(e)) media++;
  }

  let ready = null;
  if (selector) {
    ready = {found: false, text: ''};
    for (const e of match(selector)) {
      if (!visible(e)) continue;
      ready.found = true;
      ready.text += ' ' + clip(e.innerText ?? '', 20000);
      if (ready.text.length > 20000) break;
    }
  }

  const painted = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  // What is there is about to be painted, on a busy machine some time later.
  // Text in a frame is painted by the frame, and never counts here.
  if (untilPainted && !painted() && (text || media)) {
    await new Promise(resolve => {
      new PerformanceObserver(() => painted() && resolve()).observe({type: 'paint', buffered: true});
      setTimeout(resolve, 500);
    });
  }

  const navigation = performance.getEntriesByType('navigation')[0];
  return {
    url: clip(location.href, 8000),
    title: clip(document.title, 1000),
    text: clip(text, 20000),
    links, media, ready,
    manifest: clip(document.querySelector('link[rel~="manifest"]')?.href, 8000),
    controller: clip(navigator.serviceWorker?.controller?.scriptURL, 8000),
    painted: painted(),
    workerStart: (navigation?.workerStart ?? 0) > 0,
  };
})
