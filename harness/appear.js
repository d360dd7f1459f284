// Waits until a visible element that matches shows the text. Looks again at
// each frame that is drawn, because styles and layout change what is visible
// without a mutation. Ends with false after a while, so that who waits
// can see that the page lives.
((selector, text, patience) => new Promise(resolve => {
  const visible = e => {
    const box = e.getBoundingClientRect();
    return box.width >= 1 && box.height >= 1 && getComputedStyle(e).visibility !== 'hidden';
  };
  const fold = s => (s ?? '').replace(/\s+/g, ' ');
  const shows = () => {
    if (!selector) return fold(document.body?.innerText).includes(text);
    for (const e of match(selector)) {
      if (visible(e) && fold(e.innerText).includes(text)) return true;
    }
    return false;
  };
  let over = false;
  const look = () => {
    if (shows()) resolve(true);
    else if (!over) requestAnimationFrame(look);
  };
  setTimeout(() => { over = true; resolve(shows()); }, patience);
  look();
}))
