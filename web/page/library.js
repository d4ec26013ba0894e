// Rules and platforms, explained and searched inside the page.

/** All rules, platforms and verdicts, once the program has started. */
let catalogue = { rules: [], platforms: [], verdicts: [], version: '' };

const drawn = { rules: false, platforms: false };

/** Draws a view when it is first shown. */
function drawLibrary(view) {
  if (drawn[view] || !catalogue.rules.length) return;
  drawn[view] = true;
  if (view === 'rules') drawRules();
  else drawPlatforms();
}

/** An entry that is filled when it is first opened. */
function entry(id, summary, fill) {
  const details = make('details', { class: 'entry', id }, make('summary', {}, summary));
  details.addEventListener('toggle', async () => {
    if (!details.open || details.childElementCount > 1) return;
    try { details.append(...await fill()); } catch (error) { complain(error); }
  });
  return details;
}

/** Shows the entries in which all words stand. */
function searchable(view, entries, one, many) {
  const field = $(`${view}-search`);
  const look = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { element, text } of entries) {
      element.hidden = !words.every((word) => text.includes(word));
      found += element.hidden ? 0 : 1;
    }
    for (const group of $(`${view}-list`).querySelectorAll('section')) {
      group.hidden = !group.querySelector('.entry:not([hidden])');
    }
    $(`${view}-count`).textContent = found ? plural(found, one, many) : 'Nothing has these words.';
  };
  field.addEventListener('input', look);
  look();
}

function grouped(view, all, group, draw) {
  const sections = new Map();
  const entries = all.map((item) => {
    const element = draw(item);
    const name = group(item);
    if (!sections.has(name)) sections.set(name, make('section', {}, make('h2', { class: 'group' }, name)));
    sections.get(name).append(element);
    return { element, text: JSON.stringify(item).toLowerCase() };
  });
  $(`${view}-list`).replaceChildren(...sections.values());
  return entries;
}

function drawRules() {
  const entries = grouped('rules', catalogue.rules, (rule) => rule.part, (rule) => entry(`rule-${rule.id}`,
    [make('code', {}, rule.id), make('span', {}, `${VERDICTS[rule.severity]} · ${rule.summary}`)], () => ruleBody(rule)));
  searchable('rules', entries, 'rule', 'rules');
}

function ruleBody(rule) {
  const examples = (list, classes, title) => (list.length ? [make('h3', {}, title), ...list.map((e) => example(e, classes))] : []);
  return [...rule.explanation.split('\n\n').map((text) => make('p', {}, prose(text))),
    ...examples(rule.bad, 'bad', 'Wrong'), ...examples(rule.good, '', 'Right, although it looks wrong')];
}

function example(e, classes) {
  const said = Object.entries(e.said).filter(([, value]) => value === true || value.length > 0).map(([name, value]) => `${name.replace('_', ' ')}: ${[].concat(value).join(', ')}`);
  const from = e.marks ? e.url.indexOf(e.marks) : -1;
  const span = from < 0 ? [] : [utf8(e.url.slice(0, from)), utf8(e.url.slice(0, from + e.marks.length))];
  const link = from < 0 ? plainLink(e.url) : markedLink(e.url, [{ span, severity: 'error' }]);
  link.querySelector('mark')?.removeAttribute('data-number');
  return make('div', { class: `example ${classes}` }, link,
    said.length ? make('p', { class: 'hint' }, `Said of it: ${said.join('; ')}`) : '',
    e.offer?.yaml ? make('pre', {}, e.offer.yaml) : '',
    e.offer ? e.offer.links.map((url) => make('p', { class: 'hint' }, 'Beside: ', make('code', {}, url))) : '',
    e.why ? make('p', {}, prose(e.why)) : '',
    e.fixed ? [make('p', { class: 'hint' }, 'Corrected:'), correctedLink(e.url, e.fixed)] : '',
    e.offer ? '' : make('button', { type: 'button', class: 'link', click: () => tryOut(e.url, e.said) }, 'Try it'));
}

const utf8 = (text) => new TextEncoder().encode(text).length;

/** Puts an example into the field, with what is said of it. */
function tryOut(text, said) {
  show('check');
  reset();
  Object.assign(state.said, structuredClone(said));
  drawSaid();
  $('field').value = text;
  check();
  $('field').focus();
}

function drawPlatforms() {
  const entries = grouped('platforms', catalogue.platforms, (p) => p.kind, (p) => entry(`platform-${p.id}`,
    [make('code', {}, p.name), make('span', {}, p.click_id ? `click id in ${p.click_id === '*' ? 'any parameter' : p.click_id}` : 'no click id parameter is known')],
    async () => platformBody(await engine.ask('platform', { id: p.id }))));
  searchable('platforms', entries, 'platform', 'platforms');
}

/** The page of a platform, block by block, as the program lays it out. */
function platformBody({ blocks }) {
  const out = [];
  let list = null;
  const item = (...children) => {
    if (!list) out.push(list = make('ul', {}));
    list.append(make('li', {}, ...children));
  };
  for (const [kind, text, more] of blocks) {
    if (kind === 'title') out.push(make('p', { class: 'hint' }, prose(more.replace(/^\(|\)(?=:)/g, ''))));
    else if (kind === 'item') item(prose(text));
    else if (kind === 'remark' && list?.lastChild) list.lastChild.append(make('div', { class: 'hint' }, prose(text)));
    else if (kind === 'source') item(/^https:\/\/[^\s<>]+$/.test(text) ? make('a', { href: text, target: '_blank', rel: 'noopener noreferrer' }, text) : text, more ? `: ${more}` : '');
    else {
      list = null;
      if (kind === 'heading') out.push(make('h3', {}, text));
      else if (kind === 'link') out.push(plainLink(text), copyButton('Copy', () => text, {}, text.slice(0, 60)));
      else out.push(make('p', {}, prose(text)));
    }
  }
  return [make('div', { class: 'page' }, out)];
}

/** Opens a rule, from a finding. */
function explain(id) {
  show('rules');
  $('rules-search').value = '';
  $('rules-search').dispatchEvent(new Event('input'));
  const details = $(`rule-${id}`);
  if (!details) return;
  details.open = true;
  details.querySelector('summary').focus();
  details.scrollIntoView({ block: 'start' });
}
