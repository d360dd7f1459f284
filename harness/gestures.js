// Tells what a person does in the page, and names the elements by what is likely
// to be there tomorrow too. Runs in a world of its own, in every document.
((match, tell) => {
  if (globalThis.swcheckWatches) return; // the script may be run twice in one document
  globalThis.swcheckWatches = true;

  const say = gesture => tell(JSON.stringify({url: location.href.slice(0, 8000), ...gesture}));
  const fold = s => (s ?? '').replace(/\s+/g, ' ').trim();
  const visible = e => {
    const box = e.getBoundingClientRect();
    return box.width >= 1 && box.height >= 1 && getComputedStyle(e).visibility !== 'hidden';
  };

  // -- selectors ---------------------------------------------------------------

  // Ids that programs make change with each build, or each load: r1, :r1:,
  // ember213, a1b2c3d4, radix-4.
  const generated = id => /\d{3,}|^:|:$|^[a-z]{1,2}\d+$|[-_:]\d+$|\s/i.test(id) ||
    id.split(/[-_:.]/).some(part => /^(?=.*\d)(?=.*[a-f])[0-9a-f]{6,}$/i.test(part));
  const quote = s => '"' + s.replace(/["\\]/g, '\\$&') + '"';
  const attribute = (e, name) => {
    const value = e.getAttribute(name);
    return value && value.length <= 200 && !/[\n\r\f]/.test(value) ? `[${name}=${quote(value)}]` : '';
  };
  const short = text => text && text.length <= 60;

  function* ways(e) {
    const tag = CSS.escape(e.localName);
    if (e.id && !generated(e.id)) yield '#' + CSS.escape(e.id);
    for (const name of ['data-testid', 'data-test', 'data-test-id', 'data-cy', 'data-qa']) yield attribute(e, name);
    if (attribute(e, 'name') && isField(e)) {
      const named = tag + attribute(e, 'name');
      yield ['radio', 'checkbox'].includes(e.type) ? named + attribute(e, 'value') : named;
    }
    if (attribute(e, 'aria-label')) yield tag + attribute(e, 'aria-label');
    const {role, name} = described(e);
    if (role && short(name)) yield `role=${role}[name=${'"' + name + '"'}]`;
    if (e.localName === 'a' && attribute(e, 'href')) yield 'a' + attribute(e, 'href');
    const text = fold(e.textContent);
    if (short(text) && !isField(e)) yield 'text=' + text;
    for (const name of ['placeholder', 'title', 'alt', 'autocomplete', 'href', 'action', 'type']) {
      if (attribute(e, name)) yield tag + attribute(e, name);
    }
    yield tag;
  }

  // What match.js takes for the element's role and name: the first of the roles
  // in question that finds it.
  const described = e => {
    const tag = e.localName;
    const given = fold(e.getAttribute('role')).split(' ')[0];
    const roles = {a: 'link', button: 'button', summary: 'button', input: inputRole(e), select: 'combobox', textarea: 'textbox', option: 'option'};
    const role = given || roles[tag] || '';
    const label = e.labels?.length ? fold([...e.labels].map(l => own(l, e)).join(' ')) : '';
    const name = label || (tag === 'input' && role === 'button' ? e.value : '') || (isField(e) ? '' : fold(e.textContent));
    return {role: /^[a-z]+$/.test(role) ? role : '', name: fold(name)};
  };
  // A label's text without that of the field in it.
  const own = (label, field) => {
    const copy = label.cloneNode(true);
    for (const inner of copy.querySelectorAll('input, select, textarea')) inner.remove();
    return label === field ? '' : copy.textContent;
  };
  const inputRole = e => ({button: 'button', submit: 'button', reset: 'button', image: 'button', checkbox: 'checkbox', radio: 'radio'})[e.type] ??
    (['text', 'email', 'tel', 'url'].includes(e.type) ? 'textbox' : e.type === 'search' ? 'searchbox' : '');

  const finds = (selector, e) => {
    if (!selector) return false;
    let found;
    try { found = match(selector).filter(visible); } catch { return false; }
    return found.length === 1 && found[0] === e;
  };
  // Two links to one page are as good as one.
  const sameLink = (selector, e) => {
    let found;
    try { found = match(selector).filter(visible); } catch { return false; }
    return e.localName === 'a' && found.length > 0 && found.every(other => other.href === e.href && other.target === e.target);
  };

  // The path from the nearest ancestor that has a lasting name, the last resort.
  const path = e => {
    let steps = '';
    for (let at = e; at; at = at.parentElement) {
      const siblings = at.parentElement ? [...at.parentElement.children].filter(s => s.localName === at.localName) : [at];
      const step = CSS.escape(at.localName) + (siblings.length > 1 ? `:nth-of-type(${siblings.indexOf(at) + 1})` : '');
      const anchor = at !== e && at.id && !generated(at.id) ? '#' + CSS.escape(at.id) : '';
      for (const start of [anchor, step]) {
        const selector = start && start + (steps ? ' > ' + steps : '');
        if (finds(selector, e)) return selector;
      }
      steps = step + (steps ? ' > ' + steps : '');
    }
    return steps;
  };

  const selectorOf = e => {
    for (const selector of ways(e)) if (finds(selector, e)) return selector;
    if (e.localName === 'a' && attribute(e, 'href') && sameLink('a' + attribute(e, 'href'), e)) return 'a' + attribute(e, 'href');
    // One of several alike, told by what it is in.
    for (let around = e.parentElement; around; around = around.parentElement) {
      if (!around.id || generated(around.id)) continue;
      for (const inner of ways(e)) {
        const selector = inner && !inner.includes('=') || inner?.includes('[') && !inner.startsWith('role=') ? `#${CSS.escape(around.id)} ${inner}` : '';
        if (finds(selector, e)) return selector;
      }
    }
    return path(e);
  };

  // -- elements ----------------------------------------------------------------

  const isField = e => ['input', 'select', 'textarea'].includes(e.localName);
  const noText = ['checkbox', 'radio', 'button', 'submit', 'reset', 'image', 'file', 'hidden'];
  const isText = e => e.localName === 'textarea' || e.isContentEditable || e.localName === 'input' && !noText.includes(e.type);
  const host = e => { // of contenteditable
    while (e.parentElement?.isContentEditable) e = e.parentElement;
    return e;
  };
  const acts = 'a[href], button, summary, input, select, textarea, option, label, ' +
    '[role=button], [role=link], [role=tab], [role=menuitem], [role=menuitemcheckbox], [role=menuitemradio], [role=option], [role=checkbox], [role=radio], [role=switch], [role=treeitem], [onclick]';
  const clicked = e => e.closest(acts) ?? e;
  const target = event => {
    const e = event.composedPath()[0];
    return e instanceof Element ? e : e?.parentElement ?? document.documentElement;
  };

  // A field that was for a password once stays secret, also when the page shows
  // its text on request.
  const secrets = new WeakSet();
  const isSecret = e => {
    const words = [e.name, e.id, e.autocomplete, e.getAttribute('aria-label')].join(' ');
    if (e.type === 'password' || /pass|pwd|secret|token|otp|one-time|\bpin\b|cvc|cvv|cc-number|card.?number/i.test(words)) secrets.add(e);
    return secrets.has(e);
  };

  // -- gestures ----------------------------------------------------------------

  const elsewhere = () => {
    if (window === window.top) return false;
    say({kind: 'frame'});
    return true;
  };
  let entered = false; // Enter is down: a form that is sent so clicks its button by itself

  addEventListener('click', event => {
    if (!event.isTrusted || event.button !== 0 || event.detail === 0 && entered || elsewhere()) return;
    let e = clicked(target(event));
    if (e.localName === 'label' && e.control) {
      if (visible(e.control)) return; // it is clicked in its turn
    } else if (e.labels?.length && !visible(e)) {
      return; // its label was told
    }
    if (e.localName === 'option' || e.localName === 'select') return; // what is chosen is told
    if (e.localName === 'input' && e.type === 'file') return;
    if (e.isContentEditable) e = host(e);
    say({kind: 'click', selector: selectorOf(e), field: isText(e)});
  }, true);

  addEventListener('input', event => {
    if (!event.isTrusted) return;
    let e = target(event);
    if (e.localName === 'input' && noText.includes(e.type) && e.type !== 'file') return;
    if (elsewhere()) return;
    if (e.type === 'file') { say({kind: 'file', selector: selectorOf(e)}); return; }
    if (e.isContentEditable) e = host(e);
    else if (!isField(e)) return;
    const text = e.localName === 'select' ? fold(e.selectedOptions[0]?.label) : e.isContentEditable ? e.innerText : e.value;
    const secret = isSecret(e);
    say({kind: 'fill', selector: selectorOf(e), text: secret ? '' : text.slice(0, 10000), secret});
  }, true);
  addEventListener('focusin', event => { const e = target(event); if (isField(e)) isSecret(e); }, true);

  const told = ['Enter', 'Escape'];
  const chosen = ['ArrowDown', 'ArrowUp'];
  addEventListener('keydown', event => {
    if (!event.isTrusted || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const e = target(event);
    entered = event.key === 'Enter';
    const lists = e.getAttribute('role') === 'combobox' || e.hasAttribute('aria-autocomplete') || e.hasAttribute('list');
    if (!told.includes(event.key) && !(chosen.includes(event.key) && lists)) return;
    if (event.key === 'Enter' && (e.localName === 'textarea' || e.isContentEditable)) return; // a new line
    if (event.key === 'Enter' && !isText(e) && e.matches(acts)) { entered = false; return; } // it is clicked
    if (elsewhere()) return;
    say({kind: 'press', key: event.key, selector: isText(e) ? selectorOf(e) : '', field: isText(e)});
  }, true);
  addEventListener('keyup', () => { entered = false; }, true);
})
