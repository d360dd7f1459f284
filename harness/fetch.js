// Makes one request for a destination and resolves when it has an end.
((url, destination) => new Promise(resolve => {
  const done = outcome => () => resolve(outcome);
  const element = (name, attributes) => {
    const e = Object.assign(document.createElement(name), attributes);
    e.onload = done('load');
    e.onerror = done('error');
    return e;
  };
  const host = document.body ?? document.documentElement;
  switch (destination) {
    case 'image': return void element('img', {src: url});
    case 'script': return void host.append(element('script', {src: url}));
    case 'style': return void host.append(element('link', {rel: 'stylesheet', href: url}));
    case 'iframe': return void host.append(element('iframe', {src: url}));
    case 'font': return void new FontFace('swcheck-probe', `url(${JSON.stringify(url)})`).load().then(done('load'), done('error'));
    default: return void fetch(url).then(r => r.text()).then(done('load'), done('error'));
  }
}))
