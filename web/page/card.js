// One answer: a link with its verdict, its faults, its corrected form, and what it was taken for.

const VERDICTS = { error: 'Error', warning: 'Warning', advice: 'Advice', ok: 'Nothing wrong' };

/** The heading of an answer: an icon and words, never colour alone. */
function verdictLine(kind, words, id) {
  return make('h2', { class: `verdict ${kind}`, id }, icon(kind), make('span', { class: 'verdict-words' }, words));
}

function verdictWords(link) {
  const count = (severity) => link.findings.filter((f) => f.severity === severity).length;
  const parts = [[count('error'), 'error', 'errors'], [count('warning'), 'warning', 'warnings'], [count('advice'), 'piece of advice', 'pieces of advice']];
  const said = parts.filter(([n]) => n > 0).map(([n, one, many]) => plural(n, one, many));
  return said.length ? said.join(', ') : VERDICTS.ok;
}

/** The card of a link, field or comment. */
function card(link, total) {
  const id = `answer-${link.number}`;
  const where = [total > 1 ? `Line ${link.line}` : '', link.key ?? ''].filter(Boolean).join(' · ');
  const isLink = link.kind === 'url';
  return make('article', { class: 'card', 'aria-labelledby': id, 'data-number': String(link.number) },
    make('header', {}, verdictLine(link.worst, verdictWords(link), id), where ? make('span', { class: 'where' }, where) : ''),
    make('div', {}, markedLink(link.text, link.findings)),
    link.findings.length ? make('ol', { class: 'findings' }, link.findings.map(findingItem)) : '',
    corrected(link),
    isLink ? takenFor(link) : '',
    make('div', { class: 'actions' }, copyButton('Copy for a ticket', async () => (await engine.ask('ticket', { number: link.number })).text),
      isLink && !link.findings.length ? copyButton('Copy the link', () => link.text) : ''));
}

function findingItem(finding, index) {
  const { severity, what, cost, todo, rule, labels, elsewhere } = finding;
  const probable = finding.fix?.safety === 'unsafe';
  return make('li', { class: severity },
    icon(severity),
    make('p', { class: 'what' }, make('span', { class: 'hidden' }, `${VERDICTS[severity]}, marked ${index + 1}: `), prose(what)),
    cost ? make('p', {}, prose(cost)) : '',
    todo ? make('p', { class: 'todo' }, prose(todo)) : '',
    labels.length ? make('p', { class: 'hint' }, 'Marked too: ', prose(labels.map(([, , words]) => words).join('; '))) : '',
    elsewhere.length ? make('p', { class: 'hint' }, 'In the other link: ', prose(elsewhere.join('; '))) : '',
    make('p', { class: 'rule' }, make('span', { 'aria-hidden': 'true' }, `${index + 1} · `), `${VERDICTS[severity]} · `,
      make('button', { type: 'button', class: 'link', click: () => explain(rule) }, rule), probable ? ' · can be repaired, if that is what was meant' : ''));
}

/** The corrected link; and where repairs are only probable, what they would make of it. */
function corrected(link) {
  const parts = [];
  const offer = (text, title, hint, classes) => make('div', { class: `right ${classes}` },
    make('h3', {}, title), hint ? make('p', { class: 'hint' }, hint) : '', correctedLink(link.text, text),
    copyButton(classes ? 'Copy' : 'Copy the corrected link', () => text, { class: classes ? 'small' : 'small main-action' }, classes ? title : ''));
  if (link.fixed) parts.push(offer(link.fixed, 'Corrected link', '', ''));
  if (link.fixed_partly) parts.push(offer(link.fixed_partly, 'Partly corrected link', 'Everything that is certain is repaired; an error is left that needs a decision.', 'partly'));
  if (link.probable && link.probable !== link.fixed) {
    parts.push(offer(link.probable, 'If the probable repairs are right', 'Compare it with what was meant before you use it.', 'partly'));
  }
  if (link.secret && parts.length) {
    parts.at(-1).append(make('p', { class: 'hint' }, 'It holds a secret or personal data: copy it only to where that belongs. “Copy for a ticket” masks it.'));
  }
  return parts;
}

/** What the link was taken for, and a form to say otherwise. */
function takenFor(link) {
  const { taken } = link;
  const own = state.links[link.text];
  const names = [taken.network?.name, taken.platform && `${taken.platform.name}${taken.platform.sure ? '' : ' (probably)'}`];
  const between = [...new Set(names.filter(Boolean))].join(' → ');
  const details = make('details', { class: 'taken', id: `taken-${link.number}` }, make('summary', {},
    'Taken for: ', make('strong', {}, [roleWords(taken.role), taken.state, between].filter(Boolean).join(' · ')),
    taken.signed ? ' · signed' : '', own ? ` · ${plural(saidCount(own), 'thing', 'things')} said by you` : '', ' ', make('span', { class: 'link' }, 'Change')));
  const open = () => {
    if (details.childElementCount > 1) return;
    const said = { ...structuredClone(NOTHING), ...own };
    details.append(saidForm(`link-${link.number}`, said, taken, (now, field) => sayOfLink(link, now, field)),
      own ? make('p', {}, make('button', { type: 'button', class: 'small', click: () => sayOfLink(link, null, `link-${link.number}-role`) }, 'Forget what I said about this link')) : '');
  };
  details.addEventListener('toggle', () => { if (details.open) open(); });
  return details;
}

/** Somebody says something about one link, in the field of that id. */
function sayOfLink(link, said, field) {
  if (said && saidCount(said)) state.links[link.text] = said;
  else delete state.links[link.text];
  state.keepOpen = { number: link.number, field };
  check();
}
