// The page in a real browser: what people do with it, and what is done to it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { launch, fixture, open, paste, serve } from './page.mjs';

const FAULTY = 'https://app.appsflyer.com/id1?pid=acme_int&c=summer&af_siteid=118&click_id={gkclickid}';
const FIXED = 'https://app.appsflyer.com/id1?pid=acme_int&c=summer&af_siteid=118&clickid={gk_click_id}';
const LINK = 'https://acme.cakemarketing.com/?a=118&c=42&s2={gk_click_id}';
const POSTBACK = 'https://api.getgokart.ai/postback?gk_click_id=#s2#&cnv_event_id=SignUp';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

/** A fresh page; nothing may be asked for or go wrong in it. */
async function fresh(work, options) {
  const { page, seen, context, address } = await open(browser, options);
  await work(page, context);
  assert.deepEqual(seen.trouble, []);
  assert.deepEqual(seen.requests.filter((url) => url !== address && !url.startsWith('blob:')), []);
  await context.close();
}

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const status = (page) => page.textContent('#status');
const settled = (page, words) => page.waitForFunction((text) => document.getElementById('status').textContent.includes(text), words, { timeout: 60_000 });

/** Drops a file onto the page. */
async function drop(page, name, bytes) {
  const data = await page.evaluateHandle(({ name, bytes }) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], name));
    return transfer;
  }, { name, bytes: [...bytes] });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

describe('pastes', () => {
  test('a faulty link is marked, explained and corrected, and both are copied', () => fresh(async (page) => {
    await paste(page, FAULTY);
    assert.equal(await status(page), 'This link has 2 errors.');
    assert.deepEqual(await page.$$eval('.card mark', (all) => all.map((m) => m.textContent)), ['click_id', 'gkclickid']);
    assert.equal(await page.textContent('.right .url'), FIXED);
    await page.click('.right button');
    assert.equal(await clipboard(page), FIXED);
    await page.click('text=Copy for a ticket');
    await page.waitForFunction(() => document.querySelector('.actions').textContent.includes('Copied'));
    const ticket = await clipboard(page);
    assert.match(ticket, /misspelled-macro/);
    assert.match(ticket, /clickid=\{gk_click_id\}/);
  }));

  test('a link without a fault is said to have none', () => fresh(async (page) => {
    await paste(page, FIXED);
    assert.equal(await status(page), 'Nothing is wrong with this link.');
  }));

  test('an error that is left makes it a partly corrected link', () => fresh(async (page) => {
    await paste(page, 'https://api.getgokart.ai/postback?gk_click_id={{clickid}}&amp;cnv_event_id=');
    await page.waitForSelector('.card');
    const titles = await page.$$eval('.right h3', (all) => all.map((h) => h.textContent));
    assert.ok(titles.includes('Partly corrected link') || titles.includes('Corrected link'), titles.join());
  }));

  test('a mail, JSON and CSV give their links', () => fresh(async (page) => {
    await paste(page, `Hi,\n\nplease look at ${FAULTY} today.\nThe postback is ${POSTBACK}\n`);
    assert.match(await status(page), /^2 links: /);
    await paste(page, JSON.stringify({ offers: [{ id: 7, tracking_link: FAULTY, postback_url: POSTBACK }] }, null, 2));
    assert.match(await status(page), /^2 links/);
    assert.match(await page.textContent('.where'), /\/offers\/0\/tracking_link/);
    await paste(page, `offer,tracking_link\nAcme,${FAULTY}\nBeta,${FIXED}\n`);
    assert.match(await status(page), /^2 links/);
  }));

  test('secrets are masked in a ticket and not in the page', () => fresh(async (page) => {
    const secret = 'https://api.getgokart.ai/postback?gk_click_id={{clickid}}&cnv_event_id=Sale&token=Zx81kQ99pLmN4rT2';
    await paste(page, secret);
    assert.match(await page.textContent('.card .url'), /Zx81kQ99pLmN4rT2/);
    await page.click('text=Copy for a ticket');
    await page.waitForFunction(() => document.querySelector('.actions').textContent.includes('Copied'));
    assert.doesNotMatch(await clipboard(page), /Zx81kQ99pLmN4rT2/);
  }));

  test('text that holds no link, or nothing, is no fault', () => fresh(async (page) => {
    await paste(page, 'Good morning. Nothing to see here.');
    assert.equal(await status(page), 'No link is in this text.');
    await page.click('#clear');
    assert.equal(await status(page), '');
    assert.equal(await page.$('.card'), null);
  }));

  test('what is typed is answered while it is typed', () => fresh(async (page) => {
    await page.focus('#field');
    await page.keyboard.type(FAULTY);
    await settled(page, '2 errors');
    assert.equal(await page.textContent('.right .url'), FIXED);
  }));
});

describe('what is said', () => {
  test('about all links', () => fresh(async (page) => {
    const live = 'https://api.getgokart.ai/postback?gk_click_id={clickid}&cnv_event_id=Sale';
    await paste(page, live);
    const before = await page.$$eval('.rule .link', (all) => all.map((b) => b.textContent));
    await page.click('#said summary');
    await page.selectOption('#all-state', 'live');
    await page.waitForFunction(() => document.querySelector('.rule .link')?.textContent === 'unresolved-macro');
    assert.ok(!before.includes('unresolved-macro'));
    assert.match(await page.textContent('#said-count'), /1 thing said/);
    await page.fill('#all-events', 'SignUp, Deposit');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => [...document.querySelectorAll('.rule .link')].some((b) => b.textContent === 'unknown-event-id'));
  }));

  test('about one of several links, which keeps the form open and in focus', () => fresh(async (page) => {
    await paste(page, `${FIXED}\nhttps://t.example.com/go?cid={clickid}`);
    await page.click('#taken-1 summary');
    await page.selectOption('#link-1-role', 'postback');
    await page.waitForFunction(() => document.querySelector('#taken-1 summary strong').textContent.startsWith('postback'));
    await page.waitForFunction(() => document.activeElement.id === 'link-1-role');
    assert.match(await page.textContent('#taken-0 summary strong'), /^tracking link/);
    assert.match(await page.textContent('#taken-1 summary'), /1 thing said by you/);
    await page.click('text=Forget what I said');
    await page.waitForFunction(() => !document.querySelector('#taken-1 summary').textContent.includes('said by you'));
  }));
});

describe('two links', () => {
  test('the way of a click id through a link and its postback', () => fresh(async (page) => {
    await paste(page, `${LINK}\n${POSTBACK}`);
    await page.waitForSelector('.journey li');
    assert.equal(await page.$$eval('.journey > li', (all) => all.length), 5);
    await paste(page, `${LINK}\n${POSTBACK.replace('#s2#', '#s3#')}`);
    await page.waitForSelector('.journey .lost');
    assert.match(await page.textContent('details.card .verdict'), /The click id is lost/);
  }));

  test('part by part', () => fresh(async (page) => {
    await paste(page, `${POSTBACK}\n${POSTBACK.replace('cnv_event_id', 'event_id')}`);
    await page.waitForSelector('details.card .findings li');
    assert.match(await page.textContent('details.card .findings'), /cnv_event_id/);
    await page.selectOption('#two-ask', 'pair');
    await page.waitForFunction(() => document.querySelector('details.card .body').childElementCount > 0);
  }));
});

describe('files', () => {
  test('a log is summed up, packed or not', () => fresh(async (page) => {
    const log = fixture('logs/nginx-combined.log');
    await drop(page, 'access.log', Buffer.from(log));
    await settled(page, 'in this log');
    const words = await status(page);
    assert.ok(await page.$('tbody tr'), 'verdicts are listed');
    await page.click('text=Copy for a ticket');
    await page.waitForFunction(() => document.querySelector('.bar').textContent.includes('Copied'));
    assert.match(await clipboard(page), /### Verdicts/);
    await page.click('#file-remove');
    await drop(page, 'access.log.gz', gzipSync(log));
    await settled(page, 'in this log');
    assert.equal(await status(page), words);
  }));

  test('a pasted log is offered to be read as one', () => fresh(async (page) => {
    await page.click('[data-example=log]');
    await settled(page, 'in this log');
    assert.match(await page.textContent('#answers'), /unresolved-macro/);
    await page.click('text=Check its links instead');
    await settled(page, 'No link');
  }));

  test('a file of offers is checked by its name', () => fresh(async (page) => {
    await drop(page, 'offers.yaml', Buffer.from(`- name: Acme\n  tracking_link: ${FAULTY}\n`));
    await settled(page, '2 errors');
    assert.match(await page.textContent('.where'), /tracking_link/);
  }));
});

describe('rules and platforms', () => {
  test('are explained and searched in the page', () => fresh(async (page) => {
    await paste(page, FAULTY);
    await page.click('.rule .link');
    assert.equal(await page.$eval('#rules', (main) => main.hidden), false);
    await page.waitForSelector('.entry[open] p');
    await page.fill('#rules-search', 'question mark');
    assert.ok(await page.$eval('#rule-missing-question-mark', (e) => !e.hidden));
    assert.ok(await page.$eval('#rule-unbraced-macro', (e) => e.hidden));
    await page.fill('#rules-search', 'zzzz');
    assert.equal(await page.textContent('#rules-count'), 'Nothing has these words.');
    await page.click('[data-view=platforms]');
    await page.fill('#platforms-search', 'appsflyer');
    await page.click('#platform-appsflyer summary');
    await page.waitForSelector('#platform-appsflyer .page li');
    assert.match(await page.textContent('#platform-appsflyer'), /clickid/);
    await page.click('[data-view=check]');
    assert.equal(await page.inputValue('#field'), FAULTY);
  }));

  test('an example of a rule can be tried', () => fresh(async (page) => {
    await page.click('[data-view=rules]');
    await page.click('#rule-unknown-event-id summary');
    await page.click('#rule-unknown-event-id .example.bad .link');
    await settled(page, 'error');
    assert.match(await page.textContent('#answers'), /unknown-event-id/);
  }));
});

describe('keyboard', () => {
  test('everything is reached and used without a mouse', () => fresh(async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    const press = async (key, until, most = 60) => {
      for (let i = 0; i < most; i += 1) {
        await page.keyboard.press(key);
        if (await page.evaluate(until)) return;
      }
      assert.fail(`${key} does not lead to ${until}`);
    };
    await press('Tab', () => document.activeElement.id === 'field');
    await page.keyboard.insertText(FAULTY);
    await settled(page, '2 errors');
    await page.keyboard.press('Control+Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'answers');
    await press('Tab', () => document.activeElement.textContent === 'misspelled-macro' || document.activeElement.textContent === 'wrong-click-id-parameter');
    await press('Tab', () => document.activeElement.textContent === 'Copy the corrected link');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.textContent.includes('Copied'));
    assert.equal(await clipboard(page), FIXED);
    await press('Tab', () => document.activeElement.tagName === 'SUMMARY');
    await page.keyboard.press('Enter');
    await press('Tab', () => document.activeElement.id === 'link-0-role');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'field');
    await press('Shift+Tab', () => document.activeElement.dataset.view === 'rules');
    await page.keyboard.press('Enter');
    await press('Tab', () => document.activeElement.id === 'rules-search');
    await press('Tab', () => document.activeElement.tagName === 'SUMMARY');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.entry[open] p');
  }));
});

describe('hostile pastes', () => {
  const markup = '<img src=x onerror=alert(1)><script>alert(2)</script><style>*{display:none}</style>';
  for (const [what, text] of [
    ['markup', `https://a.example/?x=${markup}&clickid={gkclickid}\n${markup}\n${FAULTY}`],
    ['markup in a file', `{"offers":[{"tracking_link":"https://a.example/?x=${markup.replaceAll('"', '')}&clickid=gk_click_id"}]}`],
    ['escape codes and marks that turn text round', `https://a.example/?clickid=\u001b[2J\u001b]0;x\u0007{gk_click_id}\u202Egnp.exe\u2066\u200b`],
    ['a template of the page’s own kind', '${alert(1)} {{constructor.constructor("alert(1)")()}} https://a.example/?x=javascript:alert(1)&clickid={gk_click_id}'],
    ['half a character', `https://a.example/?x=\ud83d&clickid=gk_click_id`],
  ]) {
    test(`${what} stay text`, () => fresh(async (page) => {
      await paste(page, text);
      assert.equal(await page.$('#answers img, #answers script, #answers style, #answers iframe, #answers [onerror]'), null);
      assert.ok(await page.isVisible('#field'));
    }));
  }

  for (const [what, text] of [
    ['one line', () => `https://a.example/?x=${'a'.repeat(1 << 20)}`],
    ['braces', () => `https://a.example/?x=${'{'.repeat(1 << 20)}`],
    ['nested JSON', () => '['.repeat(1 << 20)],
    ['percent signs', () => `https://a.example/?x=${'%25'.repeat(350_000)}`],
    ['parameters', () => `https://a.example/?${'a=1&'.repeat(260_000)}`],
    ['tags', () => '<a href="https://a.example/?clickid={gk_click_id}">'.repeat(20_000)],
    ['links', () => `${FAULTY}\n`.repeat(11_000)],
  ]) {
    test(`1 MB of ${what} is answered`, { timeout: 120_000 }, () => fresh(async (page) => {
      const started = Date.now();
      await page.evaluate((long) => {
        const data = new DataTransfer();
        data.setData('text', long);
        document.getElementById('field').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      }, text());
      await page.waitForFunction(() => { const s = document.getElementById('status').textContent; return s && !s.startsWith('Still') || document.querySelector('#notice .error'); }, null, { timeout: 100_000 });
      assert.doesNotMatch(await page.textContent('#notice'), /failed/, 'the program does not fail on it');
      // What counts is that the page is not blocked: a key is answered at once.
      await page.click('#file-remove');
      assert.ok(await page.isVisible('#field'));
      process.stdout.write(`# 1 MB of ${what}: ${Date.now() - started} ms\n`);
    }));
  }
});

describe('the program inside', () => {
  test('is ready soon', async () => {
    const times = [];
    for (let i = 0; i < 5; i += 1) {
      const started = Date.now();
      const { page, context } = await open(browser);
      const ready = Date.now() - started;
      await page.evaluate((text) => { window.asked = performance.now(); return engine.ask('check', { name: '', text, said: {}, links: {} }); }, FAULTY);
      times.push([ready, Math.round(await page.evaluate(() => performance.now() - window.asked))]);
      await context.close();
    }
    const [ready, first] = times.sort((a, b) => a[0] - b[0])[0];
    process.stdout.write(`# ready ${ready} ms after the browser was told the address, the first link answered in ${first} ms: the best of 5\n`);
    assert.ok(ready < 10_000, `${ready} ms`);
  });

  test('is started anew after it has failed, and that is said', () => fresh(async (page) => {
    await page.workers()[0].evaluate(() => { engine = { ...engine, answer() { throw new WebAssembly.RuntimeError('unreachable'); } }; });
    await page.fill('#field', FAULTY);
    await page.waitForSelector('#notice .error');
    assert.match(await page.textContent('#notice'), /tracklint failed on this text.*fresh copy/);
    await paste(page, FIXED);
    assert.equal(await status(page), 'Nothing is wrong with this link.');
    assert.equal(await page.textContent('#notice'), '');
  }));

  test('can be stopped where it takes long', () => fresh(async (page) => {
    await page.workers()[0].evaluate(() => { const slow = engine; engine = { ...slow, answer(...given) { const end = Date.now() + 20_000; while (Date.now() < end); return slow.answer(...given); } }; });
    await page.fill('#field', FAULTY);
    await page.click('text=Stop');
    assert.match(await status(page), /^Stopped/);
    await paste(page, FIXED);
    assert.equal(await status(page), 'Nothing is wrong with this link.');
  }));

  test('answers 2,000 links without holding up the page', () => fresh(async (page) => {
    const links = Array.from({ length: 2_000 }, (_, i) => (i % 3 ? FIXED : FAULTY).replace('id1', `id${i}`)).join('\n');
    // Time of the processor that the page's own thread took, which other programs on the machine do not lengthen.
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const spent = async () => (await session.send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration').value * 1000;
    await page.evaluate((text) => navigator.clipboard.writeText(text), links);
    await page.focus('#field');
    const [before, started] = [await spent(), Date.now()];
    await page.keyboard.press('Control+v');
    await settled(page, '2,000 links');
    const [took, busy] = [Date.now() - started, await spent() - before];
    process.stdout.write(`# 2,000 links: ${took} ms until all are answered; the page's thread was busy for ${Math.round(busy)} ms of it\n`);
    assert.ok(busy < 500, `${busy} ms`);
    assert.equal(await page.$$eval('.card[data-number]', (all) => all.length), 20);
    await page.click('text=/^Errors 667/');
    await page.waitForFunction(() => document.querySelector('.card[data-number="3"]') && !document.querySelector('.card[data-number="1"]'));
    await page.focus('.more');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.card[data-number]').length > 20);
  }));
});

describe('nothing leaves the page', () => {
  test('from a server: it asks for itself alone', async () => {
    const server = await serve();
    await fresh(async (page) => {
      await paste(page, `${LINK}\n${POSTBACK}`);
      await page.click('[data-view=rules]');
      await page.click('[data-view=platforms]');
      await page.waitForTimeout(200);
    }, { address: server.address });
    server.close();
    assert.deepEqual(server.asked, ['/']);
  });

  test('its policy refuses what a script would ask for', async () => {
    const { page, seen, context } = await open(browser);
    const asked = seen.requests.length;
    const refused = await page.evaluate(async () => {
      const tries = [() => fetch('https://a.example/'), () => new Promise((done, fail) => { const i = new Image(); i.onload = done; i.onerror = fail; i.src = 'https://a.example/x.png'; }), () => (0, eval)('1')];
      const ends = [];
      for (const one of tries) ends.push(await one().then(() => 'done', () => 'refused').catch?.(() => 'refused'));
      return ends;
    }).catch((error) => [String(error)]);
    assert.ok(refused.every((end) => /refused|EvalError/.test(end)), refused.join());
    assert.ok(seen.requests.slice(asked).every((url) => url.startsWith('https://a.example/')), 'nothing else was tried');
    await context.close();
  });

  test('the address holds the text only where somebody asks for that, and gives it back', () => fresh(async (page, context) => {
    await paste(page, FAULTY);
    assert.doesNotMatch(page.url(), /#/);
    await page.click('text=Put my text into the address');
    assert.match(page.url(), /#paste=/);
    const other = await context.newPage();
    await other.goto(page.url());
    await other.waitForSelector('.card mark');
    assert.equal(await other.inputValue('#field'), FAULTY);
    assert.equal(await page.evaluate(() => document.cookie + localStorage.length + sessionStorage.length), '00');
  }));

  test('it works offline', () => fresh(async (page, context) => {
    await context.setOffline(true);
    await page.reload();
    await page.waitForSelector('html[data-ready=yes]');
    await paste(page, FAULTY);
    assert.equal(await page.textContent('.right .url'), FIXED);
  }));
});
