// What the tests share: the built page, a browser that says everything it asks for, and a server for the page.
import { chromium } from 'playwright-core';
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

export const web = join(dirname(fileURLToPath(import.meta.url)), '..');
export const root = join(web, '..');
export const built = process.env.TRACKLINT_PAGE ?? join(web, 'target', 'tracklint.html');
export const fixture = (path) => readFileSync(join(root, 'fixtures', path), 'utf8');

/** The program, which the page is compared with. */
export const native = process.env.TRACKLINT ?? join(root, 'target', 'debug', 'tracklint');

const browserPath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export const launch = () => chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] });

/** Serves the page alone, and notes whatever else is asked for. */
export async function serve() {
  const asked = [];
  const server = createServer((request, answer) => {
    asked.push(request.url);
    if (request.url !== '/') { answer.writeHead(404); answer.end(); return; }
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    answer.end(readFileSync(built));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}/`, asked, close: () => server.close() };
}

/** Opens the page from disk, and notes requests, errors and refusals of its policy. */
export async function open(browser, { address = pathToFileURL(built).href, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'], ...options });
  const page = await context.newPage();
  const seen = { requests: [], trouble: [] };
  context.on('request', (request) => seen.requests.push(request.url()));
  page.on('pageerror', (error) => seen.trouble.push(String(error)));
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) seen.trouble.push(message.text()); });
  page.on('dialog', (dialog) => { seen.trouble.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(address);
  await page.waitForSelector('html[data-ready=yes]', { timeout: 60_000 });
  return { page, seen, context, address };
}

/** Puts a text into the field at once, as a paste does, and waits for the answer to it. */
export async function paste(page, text) {
  await page.fill('#field', '');
  await page.waitForFunction(() => document.getElementById('status').textContent === '');
  await page.fill('#field', text);
  await page.waitForFunction(() => /[.:]/.test(document.getElementById('status').textContent) && !document.getElementById('status').textContent.startsWith('Still'), null, { timeout: 60_000 });
}

/** The program in Node, asked as the page asks it. */
export async function engine() {
  const html = readFileSync(built, 'latin1');
  const packed = html.match(/id="engine">([^<]*)</)[1];
  const { instance } = await WebAssembly.instantiate(gunzipSync(Buffer.from(packed, 'base64')), {});
  const program = instance.exports;
  return (request, body) => {
    const bytes = Buffer.concat([Buffer.from(`${JSON.stringify(request)}\n`), Buffer.from(body)]);
    const at = program.allocate(bytes.length) >>> 0;
    new Uint8Array(program.memory.buffer, at, bytes.length).set(bytes);
    const told = program.answer(at, bytes.length) >>> 0;
    const text = Buffer.from(new Uint8Array(program.memory.buffer, told, program.answer_length())).toString();
    program.free(at, bytes.length);
    return JSON.parse(text);
  };
}
