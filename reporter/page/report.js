// All that the page says stands in it without this script, which only helps to
// look around in it.
'use strict';

// Shows of a section's tables the rows that have all words of the filter in them.
for (const input of document.querySelectorAll('input[data-filters]')) {
  const section = input.closest('section');
  // What is filtered are the rows of tables, and where there are none, what is folded.
  const groups = [...section.querySelectorAll(':scope > details')].map((details) => {
    const rows = [...details.querySelectorAll('tbody tr')];
    return {
      details,
      open: details.open,
      folded: rows.length === 0,
      rows: (rows.length > 0 ? rows : [details]).map((row) => ({ row, text: row.textContent.toLowerCase() })),
    };
  });
  const output = section.querySelector('output');
  input.closest('.filter').hidden = false;
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    let all = 0;
    for (const { details, open, folded, rows } of groups) {
      let here = 0;
      for (const { row, text } of rows) {
        const fits = words.every((word) => text.includes(word));
        row.hidden = !fits;
        if (fits) here++;
      }
      details.hidden = words.length > 0 && here === 0;
      if (!folded) details.open = words.length > 0 ? here > 0 : open;
      shown += here;
      all += rows.length;
    }
    output.textContent = words.length > 0 ? `${shown} of ${all}` : '';
  });
}

// Hides what is of interest to few until it is asked for.
for (const box of document.querySelectorAll('input[data-reveals]')) {
  const rows = box.closest('details').getElementsByClassName(box.dataset.reveals);
  const show = () => { for (const row of rows) row.hidden = !box.checked; };
  box.closest('.choice').hidden = false;
  box.addEventListener('change', show);
  show();
}

// A link to something folded unfolds it, and shows it where a word hides it.
function unfold() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (target && target.hidden) {
    const filter = target.closest('section').querySelector('input[data-filters]');
    filter.value = '';
    filter.dispatchEvent(new Event('input'));
  }
  for (let at = target; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
  if (target) target.scrollIntoView();
}
addEventListener('hashchange', unfold);
addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) unfold(); // the same place again is no change
});
unfold();

// Paper cannot be unfolded.
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details:not(.searched details)')) details.open = true;
});
