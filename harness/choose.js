// Gives the focused field a value that people choose, and do not type: the option
// of a list by its label or its value, a date, a colour. Tells whether there is
// such a value, and which ones there are.
((text) => {
  let e = document.activeElement;
  while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
  const fold = s => (s ?? '').replace(/\s+/g, ' ').trim();
  const tell = () => {
    e.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
    e.dispatchEvent(new Event('change', {bubbles: true}));
  };
  if (e?.localName === 'select') {
    const options = [...e.options];
    const chosen = options.find(o => fold(o.label) === fold(text)) ?? options.find(o => o.value === text);
    if (!chosen) return {taken: false, values: options.map(o => fold(o.label)).slice(0, 50)};
    chosen.selected = true;
    tell();
    return {taken: true, values: []};
  }
  e.value = text;
  tell();
  return {taken: e.value === text || e.type === 'range', values: []};
})
