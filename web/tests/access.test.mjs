// What people hear and see who use the page otherwise: axe over every state, in light and dark, on a phone and a desktop;
// and the accessibility tree.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launch, open, paste } from './page.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAIR = 'https://acme.cakemarketing.com/?a=118&c=42&s2={gk_click_id}\nhttps://api.getgokart.ai/postback?gk_click_id=#s3#&cnv_event_id=SignUp\nhttps://go.acme.example/offer&amp;clickid=gk_click_id&source=Network\u200bA';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const states = {
  empty: async () => {},
  answers: async (page) => {
    await paste(page, PAIR);
    await page.click('#said summary');
    await page.click('#taken-0 summary');
    await page.click('details.card summary');
    await page.waitForSelector('.journey li');
  },
  log: async (page) => { await page.click('[data-example=log]'); await page.waitForSelector('tbody tr'); },
  rules: async (page) => { await page.click('[data-view=rules]'); await page.click('#rule-html-entity summary'); await page.waitForSelector('.entry[open] .example'); },
  platforms: async (page) => { await page.click('[data-view=platforms]'); await page.click('#platform-appsflyer summary'); await page.waitForSelector('.entry[open] .page'); },
};

for (const [name, reach] of Object.entries(states)) {
  for (const colorScheme of ['light', 'dark']) {
    for (const viewport of [{ width: 390, height: 844 }, { width: 1600, height: 1000 }]) {
      test(`axe finds nothing: ${name}, ${colorScheme}, ${viewport.width} wide`, async () => {
        const { page, context } = await open(browser, { colorScheme, viewport, reducedMotion: 'reduce' });
        await reach(page);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
        assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html} ${n.failureSummary}`).join('\n')}`), []);
        // Nothing is wider than the screen.
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'it scrolls sideways');
        await context.close();
      });
    }
  }
}

test('the accessibility tree tells what is seen', async () => {
  const { page, context } = await open(browser);
  await paste(page, PAIR.split('\n')[2]);
  const tree = await page.locator('body').ariaSnapshot();
  for (const words of [
    'textbox "Paste here: one link, several, a whole mail, JSON or CSV"',
    'navigation "Views"',
    'status: This link has',
    'region "Answers"',
    'heading "4 errors" [level=2]',
    'button "Copy for a ticket"',
    'button "html-entity"',
  ]) assert.ok(tree.includes(words), `${words} is not in\n${tree}`);
  if (process.env.SHOW_TREE) process.stdout.write(`${tree}\n`);
  await context.close();
});
