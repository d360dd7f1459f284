// Finds the first visible element that matches, brings it into view, and tells
// where its middle is.
((selector, focus) => {
  for (const e of document.querySelectorAll(selector)) {
    e.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
    const box = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    if (box.width < 1 || box.height < 1 || style.visibility === 'hidden') continue;
    if (focus) {
      e.focus();
      if (e.select) e.select();
      else getSelection().selectAllChildren(e);
    }
    return {found: true, x: box.x + box.width / 2, y: box.y + box.height / 2};
  }
  return {found: false, x: 0, y: 0};
})
