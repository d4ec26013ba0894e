// The page: the field, files, views, and what of it may stand in the address.

/** What somebody has put in and said. */
const state = {
  said: structuredClone(NOTHING),
  /** What is said about single links, by their text. */
  links: {},
  /** A file, or a text that is too long for the field. */
  file: null,
  /** Read as a log: true or false where somebody said so. */
  asLog: null,
  /** The two links that are looked at together. */
  two: null,
  /** The form to open again after the next answer. */
  keepOpen: null,
};

/** A longer text is kept beside the field: browsers stutter over fields as long as that. */
const LONGEST_IN_FIELD = 60_000;
const LARGEST_FILE = 200 << 20;

const EXAMPLES = [
  { id: 'faults', title: 'A tracking link with two faults', hint: 'Its conversions would never be credited.', text: 'https://app.appsflyer.com/id1?pid=acme_int&c=summer&af_siteid=118&click_id={gkclickid}' },
  { id: 'pair', title: 'A link and its postback', hint: 'Each looks right. Together they lose the click id.', text: 'https://acme.cakemarketing.com/?a=118&c=42&s2={gk_click_id}\nhttps://api.getgokart.ai/postback?gk_click_id=#s3#&cnv_event_id=SignUp' },
  { id: 'ticket', title: 'A ticket as it came in', hint: 'The links in it are found, wherever they stand.', text: 'Hi team,\n\nconversions for Acme do not show up since Monday. This is the link we run:\n\nhttps://go.acme.example/offer&amp;clickid={gk_click_id}&amp;source=Network A\n\nand their postback is https://api.getgokart.ai/postback?gk_click_id={{clickid}}&cnv_event_id=\n\nThanks, Kim' },
  { id: 'log', title: 'An access log', hint: 'Why postbacks did not count, since when and from whom.', text: '203.0.113.7 - - [02/Nov/2026:09:14:02 +0000] "GET /postback?gk_click_id=3f1c9a52-7d1e-4c55-9a53-0c2f1f6f9b11&cnv_event_id=SignUp HTTP/1.1" 200 2 "-" "Acme/2.1"\n203.0.113.7 - - [02/Nov/2026:10:40:31 +0000] "GET /postback?gk_click_id={clickid}&cnv_event_id=SignUp HTTP/1.1" 200 2 "-" "Acme/2.1"\n203.0.113.7 - - [02/Nov/2026:11:02:47 +0000] "GET /postback?gk_click_id={clickid}&cnv_event_id=SignUp HTTP/1.1" 200 2 "-" "Acme/2.1"\n198.51.100.23 - - [02/Nov/2026:11:20:05 +0000] "GET /postback?clickid=8b6d2f0e-51c4-4f8e-b1d5-6a4e0c7d9f21&cnv_event_id=Sale HTTP/1.1" 200 2 "-" "Shop"\n' },
];

/** What is to be checked. */
function source() {
  const { file, said, links } = state;
  const text = $('field').value;
  return file ? { name: file.name, body: file.bytes, said, links } : { name: '', text, said, links };
}

let busy = false;
let again = false;
let patience = 0;

/** Checks what stands there. While one answer is made, the next waits; of several that wait, the last counts. */
async function check() {
  if (busy) { again = true; return; }
  const filled = Boolean(state.file || $('field').value);
  $('clear').hidden = !filled;
  document.body.classList.toggle('filled', filled);
  if (!state.file && !$('field').value.trim()) return empty();
  busy = true;
  patience = setTimeout(() => { $('status').replaceChildren('Still reading… ', make('button', { type: 'button', class: 'small', click: stop }, 'Stop')); }, 1500);
  try {
    await answer(source());
    $('notice').replaceChildren();
  } catch (error) {
    if (!error.stopped) {
      complain(error);
      $('status').textContent = '';
      $('answers').replaceChildren();
    }
  }
  clearTimeout(patience);
  busy = false;
  if (again) { again = false; check(); }
}

/** A file is read as a log where it is one; text that was pasted, where somebody says so. */
async function answer(given) {
  if (state.asLog ?? Boolean(state.file)) {
    try {
      const told = await engine.ask('log', given);
      const isLog = state.asLog || Object.keys(told.log.verdicts).length > 0;
      if (isLog) return drawLog(told);
    } catch (error) {
      if (error.trapped || error.stopped || state.asLog) throw error;
    }
  }
  return drawAnswers(await engine.ask('check', given));
}

/** Somebody does not want to wait. */
function stop() {
  engine.start();
  $('status').textContent = 'Stopped. Change the text to check it again.';
}

function empty() {
  more?.disconnect();
  $('status').textContent = '';
  $('notice').replaceChildren();
  $('answers').replaceChildren();
}

/** Nothing is pasted and nothing said. */
function reset() {
  Object.assign(state, { said: structuredClone(NOTHING), links: {}, file: null, asLog: null, two: null, keepOpen: null });
  $('field').value = '';
  drawFile();
  drawSaid();
}

const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

function drawFile() {
  const { file } = state;
  $('file').hidden = !file;
  $('field').hidden = Boolean(file);
  if (!file) return;
  $('file-name').textContent = file.name || 'A long text';
  $('file-size').textContent = `(${size(file.bytes.length)}, read in this page)`;
}

/** Reads a file that was dropped or chosen; one that gzip packed is unpacked. */
async function take(file) {
  try {
    if (file.size > LARGEST_FILE) throw new Error(`${file.name} has ${size(file.size)}; this page reads up to ${size(LARGEST_FILE)}. The program reads larger ones.`);
    let bytes = new Uint8Array(await file.arrayBuffer());
    let { name } = file;
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
      const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
      bytes = new Uint8Array(await new Response(unpacked).arrayBuffer());
      name = name.replace(/\.gz$/i, '');
    }
    Object.assign(state, { file: { name, bytes }, links: {}, asLog: null, two: null });
    drawFile();
    speak(`${name} is being read`);
    await check();
  } catch (error) { complain(error); }
}

/** A long text is kept like a file. */
function pasted(event) {
  const text = event.clipboardData?.getData('text') ?? '';
  if (text.length <= LONGEST_IN_FIELD) return;
  event.preventDefault();
  Object.assign(state, { file: { name: '', bytes: new TextEncoder().encode(text) }, links: {}, asLog: false, two: null });
  drawFile();
  check();
  $('file-remove').focus();
}

/** The form about all links, drawn anew. */
function drawSaid() {
  const count = () => {
    const n = saidCount(state.said);
    $('said-count').textContent = n ? `${plural(n, 'thing', 'things')} said` : '';
  };
  $('said-form').replaceChildren(saidForm('all', state.said, null, () => { count(); check(); }));
  count();
}

/** Shows a view. */
function show(view) {
  for (const name of ['check', 'rules', 'platforms']) $(name).hidden = name !== view;
  for (const tab of document.querySelectorAll('.tab')) {
    if (tab.dataset.view === view) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  if (view !== 'check') drawLibrary(view);
}

/** Puts what stands there into the address, behind the #, which no browser sends to a server. Only where somebody asks. */
function intoAddress() {
  if (state.file) return complain(new Error('A file does not fit into an address.'));
  const text = JSON.stringify({ text: $('field').value, said: state.said, links: state.links });
  const packed = btoa(String.fromCharCode(...new TextEncoder().encode(text))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  history.replaceState(null, '', `#paste=${packed}`);
  speak('The address now holds your text');
  return $('notice').replaceChildren(make('div', { class: 'notice' }, make('p', {}, 'The address of this page now holds your text: whoever gets it can read it, and so can this browser’s history. It is not sent to a server.')));
}

/** What is said, from an address that anybody may have made. */
function readSaid(given) {
  const said = structuredClone(NOTHING);
  for (const [name, empty] of Object.entries(NOTHING)) {
    const value = given?.[name];
    if (Array.isArray(empty)) said[name] = Array.isArray(value) ? value.map(String) : [];
    else if (typeof value === typeof empty) said[name] = value;
  }
  return said;
}

function fromAddress() {
  const packed = location.hash.match(/^#paste=([\w-]+)$/)?.[1];
  if (!packed) return;
  try {
    const text = new TextDecoder().decode(Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)));
    const { text: pastedText, said, links } = JSON.parse(text);
    $('field').value = String(pastedText);
    state.said = readSaid(said);
    for (const [link, own] of Object.entries(links ?? {})) state.links[link] = readSaid(own);
  } catch { complain(new Error('The address holds a text that cannot be read.')); }
}

const THEMES = ['system', 'light', 'dark'];

function nextTheme() {
  const now = document.documentElement.dataset.theme ?? 'system';
  const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  $('theme').textContent = `Theme: ${next}`;
}

function listen() {
  let wait = 0;
  $('field').addEventListener('input', () => {
    if (state.asLog) state.asLog = null;
    clearTimeout(wait);
    wait = setTimeout(check, $('field').value.length > 20_000 ? 200 : 40);
  });
  $('field').addEventListener('paste', pasted);
  $('clear').addEventListener('click', () => { reset(); check(); $('field').focus(); });
  $('file-remove').addEventListener('click', () => { state.file = null; drawFile(); check(); $('field').focus(); });
  $('open').addEventListener('click', () => $('files').click());
  $('files').addEventListener('change', () => { if ($('files').files[0]) take($('files').files[0]); $('files').value = ''; });
  $('theme').addEventListener('click', nextTheme);
  $('address').addEventListener('click', intoAddress);
  for (const tab of document.querySelectorAll('.tab')) tab.addEventListener('click', () => show(tab.dataset.view));
  document.addEventListener('keydown', (event) => {
    if ($('check').hidden) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); $('answers').focus(); $('answers').scrollIntoView({ block: 'start' }); }
    if (event.key === 'Escape' && !event.defaultPrevented) { (state.file ? $('file-remove') : $('field')).focus(); }
  });
  document.addEventListener('dragover', (event) => { if (event.dataTransfer?.types.includes('Files')) { event.preventDefault(); $('drop').hidden = false; } });
  document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) $('drop').hidden = true; });
  document.addEventListener('drop', (event) => {
    $('drop').hidden = true;
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    show('check');
    take(event.dataTransfer.files[0]);
  });
}

function drawExamples() {
  $('examples').append(...EXAMPLES.map(({ id, title, hint, text }) => make('button', { type: 'button', class: 'try', 'data-example': id, click: () => {
    reset();
    $('field').value = text;
    state.asLog = id === 'log' ? true : null;
    check();
    // The button is gone now; what comes is read next.
    $('answers').focus({ preventScroll: true });
  } }, make('strong', {}, title), make('span', {}, hint), make('code', { 'aria-hidden': 'true' }, text.slice(0, 160)))));
}

async function begin() {
  listen();
  drawExamples();
  fromAddress();
  try {
    engine.start();
    catalogue = await engine.ask('catalogue');
  } catch (error) { return complain(error); }
  $('version').textContent = `tracklint ${catalogue.version}: ${catalogue.rules.length} rules, ${catalogue.platforms.length} platforms.`;
  drawSaid();
  document.documentElement.dataset.ready = 'yes';
  const open = [...document.querySelectorAll('.tab')].find((tab) => tab.hasAttribute('aria-current')).dataset.view;
  if (open !== 'check') drawLibrary(open);
  return check();
}

begin();
