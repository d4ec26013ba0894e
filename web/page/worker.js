// Runs beside the page, so that typing never waits. It holds the program and the answers to the last text; the page is
// handed as many of them as it shows.
'use strict';

let compiled = null;
let engine = null;
/** The last text with its links: what the page asks about by number. */
let last = { name: '', body: new Uint8Array(), said: {}, links: {}, found: [] };

/** After so much memory a fresh copy of the program takes over: WebAssembly never gives memory back. */
const MUCH = 256 << 20;

async function start(base64) {
  const packed = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  compiled = await WebAssembly.compile(await new Response(unpacked).arrayBuffer());
  await renew();
}

async function renew() {
  engine = (await WebAssembly.instantiate(compiled, {})).exports;
}

/** Asks the program. */
function call(request, body) {
  const head = new TextEncoder().encode(JSON.stringify(request) + '\n');
  const length = head.length + body.length;
  const at = engine.allocate(length) >>> 0;
  const room = new Uint8Array(engine.memory.buffer, at, length);
  room.set(head);
  room.set(body, head.length);
  const told = engine.answer(at, length) >>> 0;
  const text = new TextDecoder().decode(new Uint8Array(engine.memory.buffer, told, engine.answer_length()));
  engine.free(at, length);
  const answer = JSON.parse(text);
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}

const bytes = (text) => new TextEncoder().encode(text);

/** What is said of one link: what is said of it alone goes before what is said of all. */
function saidOf(link) {
  const own = last.links[link.text] ?? {};
  const filled = Object.entries(own).filter(([, value]) => value === true || value.length > 0);
  const said = { ...last.said, ...Object.fromEntries(filled) };
  // A field of a file has said what its link is for.
  if (link.key !== null && !said.role) said.role = link.taken.role;
  return said;
}

const WORST = ['error', 'warning', 'advice'];

function worst(link) {
  return WORST.find((severity) => link.findings.some((f) => f.severity === severity)) ?? 'ok';
}

/** A part of a link that stands alone, as help pages and tickets quote it: `&source=Network A`, `...?event=Sale`. */
const PART = /^(\.{3}|…)?[?&][\w.-]+=[^\r\n]*$/;

/** The links of a text; or where it holds none, and is a part of one, the verdict on that. */
function linksOf({ name, body, said, links }) {
  const answer = call({ ask: 'check', name, said, links }, body);
  const part = answer.links.length === 0 && body.length < 5000 && new TextDecoder().decode(body).trim().match(PART);
  if (!part) return answer;
  const role = said.role || (part[1] ? '' : 'fragment');
  return call({ ask: 'check', said: { ...said, role }, links, one: true }, bytes(part[0]));
}

function check(given) {
  const { name, body, said, links } = given;
  const answer = linksOf(given);
  answer.links.forEach((link, number) => {
    Object.assign(link, { number, worst: worst(link) });
    // In the order in which they stand in the link, as they are read there.
    link.findings.sort((a, b) => a.span[0] - b.span[0]);
  });
  last = { name, body, said, links, found: answer.links };
  const counts = { error: 0, warning: 0, advice: 0, ok: 0 };
  answer.links.forEach((link) => { counts[link.worst] += 1; });
  const urls = answer.links.filter((link) => link.kind === 'url');
  const brief = urls.slice(0, 300).map((l) => ({ number: l.number, role: l.taken.role, text: l.text.slice(0, 300) }));
  return { counts, urls: urls.length, brief, unread: answer.unread, isLog: answer.is_log, ...rows({ only: 'all', from: 0, most: 20 }) };
}

/** Some of the answers, each with what its probable repairs would make of it. */
function rows({ only, from, most }) {
  const all = only === 'all' ? last.found : last.found.filter((link) => link.worst === only);
  const some = all.slice(from, from + most);
  for (const link of some) {
    const asks = link.findings.some((f) => f.fix?.safety === 'unsafe');
    if (link.kind === 'url' && asks && link.probable === undefined) {
      link.probable = call({ ask: 'mend', said: saidOf(link) }, bytes(link.text)).text;
    }
  }
  return { rows: some, total: all.length };
}

/** Markdown for a ticket: of one link, or of all of them. */
function ticket({ number }) {
  if (number !== null) {
    const link = last.found[number];
    const one = link.kind === 'url';
    if (one && saidOf(link).multi_event) return records([link]);
    const body = one ? bytes(link.text) : last.body;
    return call({ ask: 'ticket', name: one ? '' : last.name, said: one ? saidOf(link) : last.said, one }, body);
  }
  if (Object.keys(last.links).length === 0 && !last.said.multi_event) {
    return call({ ask: 'ticket', name: last.name, said: last.said }, last.body);
  }
  return records(last.found.filter((link) => link.kind === 'url'));
}

/** The same where more is said of links than options can say of all: as records, each with what is said of it. */
function records(links) {
  const record = (link) => {
    const { role, state, network, platform, filled_by, environment, global, events, multi_event: several } = saidOf(link);
    const said = Object.entries({ role, state, network, platform, filled_by, environment }).filter(([, v]) => v);
    const offer = { ...(events?.length ? { events } : {}), ...(several ? { multi_event: true } : {}) };
    return JSON.stringify({ url: link.text, ...Object.fromEntries(said), global: global === true, offer });
  };
  return call({ ask: 'ticket', name: 'links.jsonl' }, bytes(`${links.map(record).join('\n')}\n`));
}

function two({ ask, first, second }) {
  const [one, other] = [last.found[first], last.found[second]];
  // Which of the two a link is, is seen from both: what is said of one link alone does not hold for the other.
  return call({ ask, said: { ...last.said, role: '', state: '' }, other: other.text }, bytes(one.text));
}

const handlers = {
  start: ({ engine: packed }) => start(packed),
  check,
  rows,
  ticket,
  two,
  log: ({ name, body, said }) => call({ ask: 'log', name, said }, body),
  logTicket: ({ name, body, said }) => call({ ask: 'log-ticket', name, said }, body),
  catalogue: () => call({ ask: 'catalogue' }, new Uint8Array()),
  platform: ({ id }) => call({ ask: 'platform', other: id }, new Uint8Array()),
};

self.onmessage = async ({ data }) => {
  const { id, what, given } = data;
  try {
    if (typeof given.text === 'string') given.body = bytes(given.text);
    const result = await handlers[what](given);
    self.postMessage({ id, result });
    if (engine.memory.buffer.byteLength > MUCH) await renew();
  } catch (error) {
    // The program stops where it would panic, and its memory is not to be trusted any more.
    const trapped = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    if (trapped && compiled) await renew();
    self.postMessage({ id, error: String(error.message ?? error), trapped });
  }
};
