// The form that asks for one password, by selectors of its fields that are likely
// to be there tomorrow too; null where there is none. A form with two passwords
// is one to sign up with, or to change it.
(() => {
  const visible = e => {
    const box = e.getBoundingClientRect();
    return box.width >= 2 && box.height >= 2 && getComputedStyle(e).visibility !== 'hidden';
  };
  const shown = (selector, root) => [...(root ?? document).querySelectorAll(selector)].filter(visible);
  const generated = id => /\d{3,}|^:|:$|^[a-z]{1,2}\d+$|[-_:]\d+$|\s/i.test(id);
  const quoted = text => '"' + text.replace(/["\\]/g, '\\$&') + '"';
  const attribute = (e, name) => e.getAttribute(name) ? `${e.localName}[${name}=${quoted(e.getAttribute(name))}]` : '';

  function* ways(e) {
    if (e.id && !generated(e.id)) yield '#' + CSS.escape(e.id);
    for (const name of ['name', 'autocomplete', 'type', 'value']) yield attribute(e, name);
    if (e.form?.id) yield `#${CSS.escape(e.form.id)} ${e.localName}`;
    if (e.form?.getAttribute('action')) yield `${attribute(e.form, 'action')} ${e.localName}`;
    yield e.localName;
  }
  const selectorOf = e => {
    for (const way of ways(e)) {
      if (!way) continue;
      const found = shown(way);
      if (found.length === 1 && found[0] === e) return way;
    }
    return '';
  };

  const passwords = shown('input[type=password]');
  if (passwords.length !== 1) return null;
  const [password] = passwords;
  const form = password.form ?? document;
  const before = e => e.compareDocumentPosition(password) & Node.DOCUMENT_POSITION_FOLLOWING;
  const names = shown('input', form).filter(e => ['text', 'email', 'tel'].includes(e.type) && before(e));
  const user = names.find(e => e.autocomplete.includes('username')) ?? names.at(-1);
  const buttons = shown('button, input[type=submit], input[type=image]', form).filter(e => e.type === 'submit' || e.type === 'image');
  return {
    user: user ? selectorOf(user) : '',
    password: selectorOf(password),
    submit: buttons.length ? selectorOf(buttons[0]) : '',
  };
})()
