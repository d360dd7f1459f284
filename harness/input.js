// Finds the first visible element that matches, brings it into view, and tells
// where its middle is.
((selector, focus) => {
  for (const e of match(selector)) {
    e.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
    const box = e.getBoundingClientRect();
    const style = getComputedStyle(e);
    if (box.width < 1 || box.height < 1 || style.visibility === 'hidden') continue;
    if (focus) {
      e.focus();
      if (e.select) e.select();
      else getSelection().selectAllChildren(e);
    }
    const chosen = e.localName === 'select' ||
      e.localName === 'input' && ['date', 'time', 'month', 'week', 'datetime-local', 'color', 'range'].includes(e.type);
    return {found: true, chosen, x: box.x + box.width / 2, y: box.y + box.height / 2};
  }
  return {found: false, chosen: false, x: 0, y: 0};
})
