// Returns the elements that a selector names, in the order of the document. A
// selector is one of CSS, or tells what people see:
//   text=Log in               the smallest elements with just this text
//   role=button[name="Log in"]  elements by what they are and how they are called
// Elements in open shadow trees are found too; by CSS where the document itself
// has none.
(selector => {
  const fold = s => (s ?? '').replace(/\s+/g, ' ').trim();

  // All roots that selectors are looked up in: the document and its open shadow
  // trees.
  const roots = root => {
    const all = [root];
    for (const e of root.querySelectorAll('*')) if (e.shadowRoot) all.push(...roots(e.shadowRoot));
    return all;
  };

  const inputRoles = {
    button: 'button', submit: 'button', reset: 'button', image: 'button', checkbox: 'checkbox', radio: 'radio',
    range: 'slider', number: 'spinbutton', search: 'searchbox', text: 'textbox', email: 'textbox', tel: 'textbox', url: 'textbox',
  };
  const tagRoles = {
    button: 'button', summary: 'button', textarea: 'textbox', option: 'option', nav: 'navigation', main: 'main',
    dialog: 'dialog', img: 'img', li: 'listitem', tr: 'row', td: 'cell', th: 'columnheader',
    h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading',
  };
  // Source: https://www.w3.org/TR/html-aria/#docconformance
  const roleOf = e => {
    const given = fold(e.getAttribute('role')).split(' ')[0];
    if (given) return given;
    const tag = e.localName;
    if (tag === 'a' || tag === 'area') return e.hasAttribute('href') ? 'link' : '';
    if (tag === 'input') return inputRoles[e.type] ?? '';
    if (tag === 'select') return e.multiple || e.size > 1 ? 'listbox' : 'combobox';
    return tagRoles[tag] ?? '';
  };

  const content = e => {
    let text = '';
    for (const child of e.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) text += child.data;
      if (child.nodeType !== Node.ELEMENT_NODE || child.getAttribute('aria-hidden') === 'true') continue;
      text += ' ' + (child.getAttribute('aria-label') || (child.localName === 'img' ? child.alt : content(child))) + ' ';
    }
    return text;
  };
  // Source: https://www.w3.org/TR/accname-1.2/#computation-steps, as far as
  // authors use it.
  const nameOf = e => {
    const by = fold(e.getAttribute('aria-labelledby')).split(' ').filter(Boolean)
      .map(id => e.getRootNode().getElementById?.(id)).filter(Boolean).map(content).join(' ');
    const ways = [
      () => by, () => e.getAttribute('aria-label'),
      () => [...(e.labels ?? [])].map(content).join(' '),
      () => e.localName === 'input' && ['submit', 'reset', 'button'].includes(e.type) ? e.value : '',
      () => e.getAttribute('alt'),
      () => ['input', 'select', 'textarea'].includes(e.localName) ? '' : content(e),
      () => e.getAttribute('title'), () => e.getAttribute('placeholder'),
    ];
    for (const way of ways) {
      const name = fold(way());
      if (name) return name;
    }
    return '';
  };

  const everywhere = css => roots(document).flatMap(root => [...root.querySelectorAll(css)]);

  const withText = text => everywhere('*').filter(e => {
    if (['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'HEAD', 'TITLE'].includes(e.tagName)) return false;
    const own = e.localName === 'input' && ['submit', 'reset', 'button'].includes(e.type) ? e.value : e.textContent;
    return fold(own) === text && ![...e.children].some(child => fold(child.textContent) === text);
  });

  const text = /^text=(.+)$/s.exec(selector);
  if (text) return withText(fold(text[1]));
  if (selector.startsWith('role=')) {
    const role = /^role=([a-z]+)(?:\[name=(["'])(.*)\2\])?$/s.exec(selector);
    if (!role) throw new DOMException(`'${selector}' is not a valid selector: of a role is written as role=button[name="Log in"]`, 'SyntaxError');
    return everywhere('*').filter(e => roleOf(e) === role[1] && (role[3] === undefined || nameOf(e) === fold(role[3])));
  }
  const found = [...document.querySelectorAll(selector)];
  return found.length ? found : everywhere(selector);
})
