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
    const field = e.isContentEditable || e.localName.includes('-') || e.localName === 'select' || e.localName === 'textarea' ||
      e.localName === 'input' && !['button', 'checkbox', 'file', 'hidden', 'image', 'radio', 'reset', 'submit'].includes(e.type);
    const kind = e.localName === 'input' ? `input of type ${e.type}` : e.localName;
    return {found: true, chosen, field, locked: Boolean(e.disabled || e.readOnly), kind, x: box.x + box.width / 2, y: box.y + box.height / 2};
  }
  return {found: false, chosen: false, field: false, locked: false, kind: '', x: 0, y: 0};
})
