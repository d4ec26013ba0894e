// Two links together: the way of a click id through a link and its postback, or what became of one in the other.

const THERE = ['tracking-link', 'partner-link'];
const BACK = ['postback', 'partner-postback'];
const STEPS = { click: 'The click', link: 'The link', store: 'The advertiser keeps it', postback: 'The postback', match: 'The network finds the click' };
const TOGETHER = { passes: 'the click id comes back', unknown: 'the click id may come back', lost: 'the click id is lost', 'not-reached': 'the click id is lost' };
const FATES = { passes: 'passes', unknown: 'not certain', lost: 'lost here', 'not-reached': 'not reached' };

/** Which two belong together, as far as it can be seen. */
function firstChoice(brief) {
  const there = brief.findIndex((l) => THERE.includes(l.role));
  const back = brief.findIndex((l) => BACK.includes(l.role));
  if (there >= 0 && back >= 0) return { first: brief[there].number, second: brief[back].number, ask: 'pair' };
  return { first: brief[0].number, second: brief[1].number, ask: 'compare' };
}

/** The card in which two links are chosen; it answers at once where there are two. */
function togetherCard(brief) {
  const choice = { ...firstChoice(brief), ...(state.two?.count === brief.length ? state.two : {}) };
  const out = make('div', { class: 'body', 'aria-live': 'polite' });
  const run = async () => {
    state.two = { ...choice, count: brief.length };
    try {
      const answer = choice.first === choice.second
        ? null
        : await engine.ask('two', choice);
      const same = make('p', {}, 'These are one and the same link: choose another.');
      // Two links that are right each by itself may still lose the click id between them: that stands on top.
      $('status').querySelector('.both')?.remove();
      if (brief.length === 2 && answer && choice.ask === 'pair') $('status').append(make('span', { class: 'both' }, ` Together: ${TOGETHER[answer.journey.outcome]}.`));
      out.replaceChildren(...(answer ? (choice.ask === 'pair' ? journey(answer) : comparison(answer)) : [same]));
    } catch (error) { if (!error.stopped) complain(error); }
  };
  const pick = (name, label) => {
    const id = `two-${name}`;
    const options = brief.map((l, index) => make('option', { value: String(l.number), selected: l.number === choice[name] }, `${index + 1}. ${roleWords(l.role)}: ${l.text.slice(0, 90)}`));
    return make('div', {}, make('label', { for: id }, label), make('select', { id, change: (event) => { choice[name] = Number(event.target.value); run(); } }, options));
  };
  const ask = make('select', { id: 'two-ask', change: (event) => { choice.ask = event.target.value; run(); } },
    make('option', { value: 'pair', selected: choice.ask === 'pair' }, 'The way of a click id, there and back'),
    make('option', { value: 'compare', selected: choice.ask === 'compare' }, 'Part by part: what became of the first'));
  const details = make('details', { class: 'card' },
    make('summary', {}, make('h2', { class: 'inline' }, brief.length === 2 ? 'These two together' : 'Two of them together')),
    make('div', { class: 'pick' }, pick('first', 'First'), pick('second', 'Second'), make('div', {}, make('label', { for: 'two-ask' }, 'What you want to see'), ask)),
    out);
  let ran = false;
  details.addEventListener('toggle', () => { if (details.open && !ran) { ran = true; run(); } });
  details.open = brief.length === 2 || state.two?.count === brief.length;
  return details;
}

function journey({ journey: way, alike, test }) {
  const answer = { ...way, alike, test };
  const kinds = { passes: 'ok', unknown: 'warning', lost: 'error', 'not-reached': 'error' };
  const words = TOGETHER[answer.outcome].replace(/^t/, 'T');
  const kind = kinds[answer.outcome];
  const steps = answer.steps.map((step) => make('li', { class: step.outcome }, icon(step.outcome),
    make('p', {}, make('span', { class: 'stepname' }, STEPS[step.step] ?? step.step), ` — ${FATES[step.outcome]}`),
    make('p', {}, prose(step.message)), step.url ? plainLink(step.url) : ''));
  const parts = [
    make('p', { class: `verdict ${kind}` }, icon(kind), make('strong', { class: 'verdict-words' }, words)),
    make('p', {}, prose(answer.closing)),
  ];
  if (answer.swapped) parts.push(make('p', { class: 'hint' }, 'The first of the two is the postback, and the second the link: they are taken so.'));
  if (answer.alike) parts.push(make('p', { class: 'hint' }, `Both look like a ${roleWords(answer.alike)}; the second is taken for the answer.`));
  parts.push(make('ol', { class: 'journey', 'aria-label': 'The way of the click id' }, steps));
  if (answer.also_needed.length) parts.push(make('p', {}, 'What the conversion needs besides:'), make('ul', {}, answer.also_needed.map((need) => make('li', {}, prose(need)))));
  if (answer.corrected) parts.push(...correctedPair(answer));
  parts.push(...answer.requests.flatMap(({ to, text, url }) => [make('h3', {}, `To send to ${to}`), make('p', {}, prose(text)),
    url ? plainLink(url) : '', copyButton('Copy the message', () => `${text}\n${url}`.trim(), {}, `To send to ${to}`)]));
  if (answer.test) {
    parts.push(make('h3', {}, 'To test it'), make('p', { class: 'hint' }, answer.to_fill.length ? `Put values for ${answer.to_fill.join(', ')} into it, and call it: nothing here calls anything.` : 'Call this address: nothing here calls anything.'),
      plainLink(answer.test), copyButton('Copy the test', () => answer.test));
  }
  return parts;
}

function correctedPair({ corrected }) {
  const one = (title, text) => [make('h3', {}, title), plainLink(text), copyButton('Copy', () => text, {}, title)];
  return [make('div', { class: 'right' }, make('p', {}, make('strong', {}, 'With both corrected: '), prose(corrected.closing)), one('Corrected link', corrected.link), one('Corrected postback', corrected.postback))];
}

function comparison(answer) {
  const called = answer.kind === 'called';
  const parts = [make('p', {}, called ? 'The first is taken for a template, and the second for a call of it.' : 'The first is taken for what was given, and the second for what was configured.')];
  if (!answer.differences.length) parts.push(make('p', { class: 'verdict ok' }, icon('ok'), make('strong', { class: 'verdict-words' }, 'Nothing differs that a receiver tells apart.')));
  parts.push(make('ul', { class: 'findings' }, answer.differences.map((d) => make('li', { class: d.severity }, icon(d.severity),
    make('p', { class: 'what' }, make('span', { class: 'hidden' }, `${VERDICTS[d.severity]}: `), prose(d.what)),
    d.first ? make('p', { class: 'hint' }, 'First: ', make('code', {}, shown(d.first))) : '', d.second ? make('p', { class: 'hint' }, 'Second: ', make('code', {}, shown(d.second))) : ''))));
  if (answer.filled.length) {
    parts.push(make('h3', {}, 'Filled in as it should be'), make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Filled in as it should be' }, make('table', {},
      make('thead', {}, make('tr', {}, ['Parameter', 'Template', 'Value'].map((h) => make('th', { scope: 'col' }, h)))),
      make('tbody', {}, answer.filled.map((f) => make('tr', {}, [f.name, f.template, f.value].map((v) => make('td', {}, make('code', {}, shown(v))))))))));
  }
  if (answer.without_meaning) parts.push(make('p', { class: 'hint' }, `${plural(answer.without_meaning, 'more difference means', 'more differences mean')} nothing to a receiver, as the order of parameters or capitals in the host.`));
  return parts;
}
