// The page says what the program says: over the corpus, over what the help pages show, and over links made by chance, in
// Node and in the browser. TRACKLINT_LINKS sets how many links are made.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { engine, fixture, launch, native, open } from './page.mjs';
import { generated } from './links.mjs';

const COUNT = Number(process.env.TRACKLINT_LINKS ?? 100_000);
const BATCH = 5_000;

/** What the program says of links, one a line. */
function program(lines, ...options) {
  return new Promise((done, fail) => {
    const run = execFile(native, ['--no-config', '--input', 'urls', '--format', 'jsonl', '--all-urls', '--no-redact', ...options, '-'], { maxBuffer: 1 << 30 }, (error, out) => {
      if (error && typeof error.code !== 'number') fail(error);
      else done(out.split('\n').filter(Boolean).map((line) => JSON.parse(line)).filter((url) => url.kind === 'url'));
    });
    run.stdin.end(lines.join('\n') + '\n');
  });
}

/** A verdict of the program, as it is compared. */
const ofProgram = (u) => [u.source.line, u.url, u.role, u.state, u.network, u.platform, u.fixed, u.fixed_partly,
  u.findings.map((f) => [f.rule, f.severity, f.message, f.help, f.span.start, f.span.end, f.labels.filter((l) => !l.source).map((l) => [l.span.start, l.span.end, l.message]), f.fix && [f.fix.title, f.fix.safety, f.fix.edits.map((e) => [e.start, e.end, e.text])]])];

/** A verdict of the page, as it is compared. It runs in the browser too, and so needs nothing from around it. */
const ofPage = (u) => [u.line, u.text, u.taken.role, u.taken.state, u.taken.network?.id ?? null, u.taken.platform?.id ?? null, u.fixed, u.fixed_partly,
  u.findings.map((f) => [f.rule, f.severity, [f.what, f.cost].filter(Boolean).join(' '), f.todo, f.span[0], f.span[1], f.labels, f.fix && [f.fix.title, f.fix.safety, f.fix.edits]])];

const REQUEST = { ask: 'check', one: true };
const byLine = (a, b) => a[0] - b[0] || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** A number for a text, which two different texts hardly share. */
function digest(text) {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  return [a >>> 0, b >>> 0].join('-');
}

let ask;
let browser;
let opened;

before(async () => {
  ask = await engine();
  browser = await launch();
  opened = await open(browser);
});
after(() => browser.close());

/** Compares the program, the engine in Node, and the engine in the browser over links, one a line. */
async function agree(lines) {
  const all = await program(lines);
  const told = all.filter((u) => !u.unread).map(ofProgram).sort(byLine);
  const answer = ask(REQUEST, lines.join('\n') + '\n');
  const here = answer.links.filter((l) => l.kind === 'url').map(ofPage).sort(byLine);
  assert.deepEqual(answer.unread.map((u) => u.message), all.filter((u) => u.unread).map((u) => u.unread.message));
  assert.equal(here.length, told.length);
  here.forEach((verdict, at) => assert.deepEqual(verdict, told[at], `Node and the program differ over ${verdict[1]}`));
  // A script of the page may not be made from text; what the browser's own debugger runs may.
  const script = `(() => {
    const [ofPage, byLine, digest] = [${[ofPage, byLine, digest].join(', ')}];
    const { links } = call(${JSON.stringify(REQUEST)}, bytes(${JSON.stringify(lines.join('\n') + '\n')}));
    return digest(JSON.stringify(links.filter((l) => l.kind === 'url').map(ofPage).sort(byLine)));
  })()`;
  const there = await opened.page.workers()[0].evaluate(script);
  assert.equal(there, digest(JSON.stringify(here)), 'the browser and Node differ');
  return here;
}

const records = (path) => fixture(path).split('\n').filter(Boolean).map((line) => JSON.parse(line));

const SEEDS = ['cake-postback-troubleshooting', 'gokart-multi-event', 'gokart-postback-url', 'gokart-troubleshooting', 'gokart-what-is-a-postback'].flatMap((page) => records(`seeds/${page}.jsonl`));

const oneLine = (url) => !/[\r\n]/.test(url) && url.trim() === url && url !== '';

test('the corpus has the verdicts of the program', async () => {
  const lines = records('corpus/real_urls.jsonl').map((r) => r.url).filter(oneLine);
  assert.ok(lines.length > 40, `${lines.length} links`);
  await agree(lines);
});

test(`${COUNT} links made by chance have the verdicts of the program`, { timeout: 3_600_000 }, async () => {
  const { rules } = ask({ ask: 'catalogue' }, '');
  const seeds = [...rules.flatMap((r) => [...r.bad, ...r.good].map((e) => e.url)), ...records('corpus/real_urls.jsonl').map((r) => r.url), ...SEEDS.map((r) => r.url)].filter(oneLine);
  const links = generated(seeds, COUNT);
  let faulty = 0;
  for (let from = 0; from < links.length; from += BATCH) {
    const verdicts = await agree(links.slice(from, from + BATCH));
    faulty += verdicts.filter((v) => v[8].length).length;
  }
  // Links of which none, or all, are faulty would compare little.
  assert.ok(faulty > links.length / 4 && faulty < links.length, `${faulty} of ${links.length} are faulty`);
});

test('all 79 examples of the help pages get their verdict in the page', { timeout: 600_000 }, async () => {
  const { page } = opened;
  assert.equal(SEEDS.length, 79);
  for (const record of SEEDS) {
    const said = { role: record.role ?? '', state: record.state ?? '', network: record.network ?? '', platform: record.platform ?? '', filled_by: record.filled_by ?? '', environment: record.environment ?? '', events: (record.offer?.events ?? []).map((e) => e.id ?? e), global: record.global ?? false, multi_event: record.offer?.multi_event ?? false };
    await page.evaluate(({ url, said }) => { document.getElementById('answers').replaceChildren(); tryOut(url, said); }, { url: record.url, said });
    await page.waitForSelector('article.card');
    const shown = await page.$eval('article.card', (card) => ({
      findings: [...card.querySelectorAll('.findings > li')].map((li) => ({ rule: li.querySelector('.rule .link').textContent, severity: li.className })),
      fixed: card.querySelector('.right .url')?.textContent ?? null,
      link: card.querySelector('.url').textContent,
    }));
    // Blanks around a paste belong to the paste, for the program's prompt as for the page.
    const outer = record.url !== record.url.trim();
    const expected = record.expect.filter((e) => !outer || e.rule !== 'stray-whitespace').map((e) => `${e.rule} ${e.severity}`).sort();
    const found = shown.findings.filter((f) => f.severity !== 'advice').map((f) => `${f.rule} ${f.severity}`).sort();
    assert.deepEqual(found, expected, record.url);
    assert.equal(shown.link, record.url.trim());
    if (record.fixed && !outer) assert.equal(shown.fixed, record.fixed);
  }
});
