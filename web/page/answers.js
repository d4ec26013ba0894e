// All answers to a text: how many of each kind, those that are asked for, and more of them as somebody scrolls.

const AT_ONCE = 20;

/** `3 links: 1 has an error, 2 have nothing wrong.` */
function countsWords({ counts, urls, total, rows }) {
  if (total === 0) return 'No link is in this text.';
  const other = total - urls;
  const parts = [
    [counts.error, counts.error === 1 ? 'has an error' : 'have errors'],
    [counts.warning, counts.warning === 1 ? 'has a warning' : 'have warnings'],
    [counts.advice, 'could be better'],
    [counts.ok, counts.ok === 1 ? 'has nothing wrong' : 'have nothing wrong'],
  ].filter(([count]) => count > 0);
  const what = plural(urls, 'link', 'links') + (other > 0 ? ` and ${plural(other, 'other place', 'other places')}` : '');
  if (total === 1) return urls && counts.ok ? 'Nothing is wrong with this link.' : `This ${urls ? 'link' : 'place'} has ${verdictWords(rows[0])}.`;
  return `${what}: ${parts.map(([count, words]) => `${count.toLocaleString('en')} ${words}`).join(', ')}.`;
}

let more = null;

/** Draws the answers to a text. */
function drawAnswers(answer) {
  more?.disconnect();
  const { counts, total, unread } = answer;
  const list = make('div', { id: 'list' });
  $('status').textContent = countsWords(answer);
  const parts = [];
  if (answer.isLog) {
    parts.push(make('div', { class: 'notice' }, make('p', {}, 'These lines look like an access log. ', make('button', { type: 'button', class: 'link', click: () => { state.asLog = true; check(); } }, 'Say why postbacks in it did not count'))));
  }
  for (const { line, message } of unread.slice(0, 20)) {
    parts.push(make('div', { class: 'notice error' }, make('p', {}, line ? `Line ${line}: ` : '', prose(message))));
  }
  if (answer.urls > 1) parts.push(togetherCard(answer.brief));
  if (total > 1) parts.push(bar(counts, total, list));
  parts.push(list);
  // Whoever goes through a form with the keyboard may be in the next field by now.
  const focused = $('answers').contains(document.activeElement) ? document.activeElement.id : '';
  $('answers').replaceChildren(...parts);
  fill(list, answer.rows, total, 'all');
  reopen(focused);
}

/** The choice of what is shown, and the ticket of all. */
function bar(counts, total, list) {
  const chips = [['all', `All ${total.toLocaleString('en')}`], ['error', `Errors ${counts.error}`], ['warning', `Warnings ${counts.warning}`], ['advice', `Advice ${counts.advice}`], ['ok', `Nothing wrong ${counts.ok}`]];
  const row = make('div', { class: 'bar', role: 'group', 'aria-label': 'Which answers are shown' });
  for (const [only, words] of chips.filter(([kind]) => kind === 'all' || counts[kind] > 0)) {
    row.append(make('button', { type: 'button', class: 'chip', 'aria-pressed': String(only === 'all'), click: async (event) => {
      for (const chip of row.querySelectorAll('.chip')) chip.setAttribute('aria-pressed', String(chip === event.currentTarget));
      try {
        const some = await engine.ask('rows', { only, from: 0, most: AT_ONCE });
        list.replaceChildren();
        fill(list, some.rows, some.total, only);
        speak(`${plural(some.total, 'answer is', 'answers are')} shown`);
      } catch (error) { complain(error); }
    } }, words));
  }
  row.append(copyButton('Copy all for a ticket', async () => (await engine.ask('ticket', { number: null })).text));
  return row;
}

/** Adds answers, and sees to it that more come when the end is near. */
function fill(list, rows, total, only) {
  more?.disconnect();
  list.querySelector('.more')?.remove();
  list.append(...rows.map((link) => card(link, total)));
  const from = list.querySelectorAll('.card').length;
  if (from >= total) return;
  const button = make('button', { type: 'button', class: 'small more' }, `Show more: ${(total - from).toLocaleString('en')} are left`);
  const next = async () => {
    more?.disconnect();
    try {
      const some = await engine.ask('rows', { only, from, most: AT_ONCE });
      if (!button.isConnected) return;
      const focused = document.activeElement === button;
      fill(list, some.rows, total, only);
      if (focused) list.querySelectorAll('.card')[from]?.querySelector('button, summary')?.focus();
    } catch (error) { complain(error); }
  };
  button.addEventListener('click', next);
  list.append(button);
  more = new IntersectionObserver((seen) => { if (seen.some((s) => s.isIntersecting)) next(); }, { rootMargin: '600px' });
  more.observe(button);
}

/** Opens what somebody was changing again, at the same field. */
function reopen(focused) {
  const { keepOpen } = state;
  state.keepOpen = null;
  const details = keepOpen && $(`taken-${keepOpen.number}`);
  if (!details) return;
  details.addEventListener('toggle', () => ($(focused) ?? $(keepOpen.field))?.focus(), { once: true });
  details.open = true;
}
