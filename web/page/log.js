// What went wrong in a log, since when and from whom.

/** Draws the summary of a log. */
function drawLog({ log }) {
  const all = Object.entries(log.verdicts).sort((a, b) => b[1] - a[1]);
  const hits = all.reduce((sum, [, count]) => sum + count, 0);
  const { first, last } = log.span;
  $('status').textContent = `${plural(hits, 'postback', 'postbacks')} in this log${first ? `, from ${first} to ${last}` : ''}.`;
  const parts = [];
  for (const note of log.notes) parts.push(make('div', { class: 'notice' }, make('p', {}, prose(note))));
  parts.push(make('div', { class: 'bar' }, log.endpoint ? make('span', { class: 'hint' }, `Endpoint: ${log.endpoint}`) : '',
    copyButton('Copy for a ticket', async () => (await engine.ask('logTicket', source())).text),
    make('button', { type: 'button', class: 'small', click: () => { state.asLog = false; check(); } }, 'Check its links instead')));
  if (hits) parts.push(verdictTable(all, hits));
  if (log.causes.length) parts.push(make('h2', {}, 'What went wrong, since when and from whom'));
  parts.push(...log.causes.slice(0, 60).map(causeCard));
  if (log.causes.length > 60) parts.push(make('p', {}, `${log.causes.length - 60} more causes are not shown.`));
  parts.push(...rest(log));
  $('answers').replaceChildren(...parts);
}

function verdictTable(all, hits) {
  const rows = all.map(([verdict, count]) => {
    const about = catalogue.verdicts.find((v) => v.id === verdict);
    const kind = verdict === 'success' ? 'ok' : verdict === 'not-judged' ? 'other' : '';
    const share = make('span', { class: `share ${kind}` });
    share.style.width = `${(100 * count) / hits}%`;
    return make('tr', {}, make('th', { scope: 'row' }, make('code', {}, verdict), make('br'), make('span', { class: 'hint' }, about?.summary ?? '')),
      make('td', { class: 'number' }, count.toLocaleString('en')), make('td', { class: 'number' }, `${((100 * count) / hits).toFixed(1)} %`), make('td', { class: 'shares', 'aria-hidden': 'true' }, share));
  });
  return make('section', { class: 'card', 'aria-label': 'Verdicts' }, make('div', { class: 'body' }, make('table', {},
    make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'Verdict'), make('th', { scope: 'col' }, 'Postbacks'), make('th', { scope: 'col' }, 'Share'), make('td', { 'aria-hidden': 'true' }))),
    make('tbody', {}, rows))));
}

const mostOften = (map) => Object.entries(map).sort((a, b) => b[1] - a[1]).slice(0, 5).map(([name, count]) => `${name} (${count.toLocaleString('en')})`).join(', ');

function causeCard(cause) {
  const about = catalogue.verdicts.find((v) => v.id === cause.verdict);
  const reason = about?.reasons.find((r) => r.id === cause.reason);
  const when = cause.first === cause.last ? `At ${cause.first}` : `Since ${cause.first}, last ${cause.last}`;
  const right = [cause.right_before ? `before that ${plural(cause.right_before, 'right one', 'right ones')}` : 'none right before that', cause.right_after ? `${plural(cause.right_after, 'right one', 'right ones')} after it` : ''];
  return make('article', { class: 'card' },
    make('header', {}, make('h2', { class: 'verdict error' }, icon('error'), make('span', { class: 'verdict-words' }, `${cause.count.toLocaleString('en')} × ${cause.verdict}`)), make('span', { class: 'where' }, `from ${cause.sender}`)),
    make('div', { class: 'body' },
      make('p', {}, make('strong', {}, about?.summary ?? ''), reason ? `: ${reason.words}` : '', '.'),
      cause.first ? make('p', {}, `${when}; ${right.filter(Boolean).join(', ')}.`) : '',
      cause.parameter ? make('p', {}, 'What it looks like: ', make('code', {}, shown(cause.parameter + (cause.shape ? `=${cause.shape}` : '')))) : '',
      Object.keys(cause.offers).length ? make('p', {}, `Offers: ${mostOften(cause.offers)}`) : '',
      Object.keys(cause.events).length ? make('p', {}, `Events: ${mostOften(cause.events)}`) : '',
      cause.help ? make('p', { class: 'todo' }, prose(cause.help)) : '',
      cause.example ? make('p', { class: 'hint' }, `One of them, in line ${cause.example.line}, masked:`) : '', cause.example ? plainLink(cause.example.url) : '',
      about ? make('details', {}, make('summary', { class: 'hint' }, 'What this verdict means'), about.explanation.split('\n\n').map((p) => make('p', {}, p))) : ''));
}

/** What was not judged or not read. */
function rest(log) {
  const lines = [];
  for (const { reason, count, hand_in: handIn } of log.not_judged) lines.push(`${plural(count, 'postback was', 'postbacks were')} not judged (${reason}): ${handIn}`);
  if (log.other.count) lines.push(`${plural(log.other.count, 'request is', 'requests are')} no postback.`);
  if (log.refused) lines.push(`${plural(log.refused, 'request was', 'requests were')} refused before it was read.`);
  if (log.unread.count) lines.push(`${plural(log.unread.count, 'line does', 'lines do')} not parse${log.unread.first ? `; the first is line ${log.unread.first.line}` : ''}.`);
  if (log.answered_well) lines.push(`${plural(log.answered_well, 'faulty postback was', 'faulty postbacks were')} answered 200 or alike: that means received, not counted.`);
  return lines.length ? [make('h2', {}, 'Besides'), make('ul', {}, lines.map((line) => make('li', {}, prose(line))))] : [];
}
