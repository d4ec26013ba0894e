// Makes the pictures of the page in docs/: `node web/tests/pictures.mjs`, after `web/build`.
import { join } from 'node:path';
import { launch, open, paste, root } from './page.mjs';

const FAULTY = 'https://app.appsflyer.com/id1?pid=acme_int&c=summer&af_siteid=118&click_id={gkclickid}';
const PAIR = 'https://acme.cakemarketing.com/?a=118&c=42&s2={gk_click_id}\nhttps://api.getgokart.ai/postback?gk_click_id=#s3#&cnv_event_id=SignUp';

const folder = process.argv[2] ?? join(root, 'docs');
const browser = await launch();

async function picture(name, options, work) {
  const { page, context } = await open(browser, { reducedMotion: 'reduce', ...options });
  await work(page);
  await page.evaluate(() => document.activeElement?.blur());
  await page.waitForTimeout(150);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: options.fullPage ?? false });
  await context.close();
}

const desktop = { width: 1360, height: 850 };
await picture('web-desktop', { viewport: desktop, colorScheme: 'light' }, (page) => paste(page, FAULTY));
await picture('web-dark', { viewport: desktop, colorScheme: 'dark' }, async (page) => { await paste(page, PAIR); await page.waitForSelector('.journey li'); });
await picture('web-phone', { viewport: { width: 390, height: 844 }, colorScheme: 'light', fullPage: true }, (page) => paste(page, FAULTY));
if (process.argv[2]) {
  await picture('empty', { viewport: desktop }, async () => {});
  await picture('empty-phone', { viewport: { width: 360, height: 740 } }, async () => {});
  await picture('log', { viewport: desktop, fullPage: true }, async (page) => { await page.click('[data-example=log]'); await page.waitForSelector('tbody tr'); });
  await picture('ticket', { viewport: desktop, fullPage: true }, async (page) => { await page.click('[data-example=ticket]'); await page.waitForSelector('.card'); });
  await picture('taken', { viewport: desktop, fullPage: true }, async (page) => { await paste(page, FAULTY); await page.click('#taken-0 summary'); await page.click('#said summary'); });
  await picture('taken-phone', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', fullPage: true }, async (page) => { await paste(page, PAIR); await page.waitForSelector('.journey li'); await page.click('#taken-0 summary'); });
  await picture('rules', { viewport: desktop }, async (page) => { await page.click('[data-view=rules]'); await page.click('#rule-html-entity summary'); await page.waitForSelector('.entry[open] .example'); });
  await picture('platforms', { viewport: desktop, colorScheme: 'dark' }, async (page) => { await page.click('[data-view=platforms]'); await page.fill('#platforms-search', 'appsflyer'); await page.click('#platform-appsflyer summary'); await page.waitForSelector('.entry[open] .page'); });
  await picture('odd', { viewport: desktop }, (page) => paste(page, 'https://a.example/?clickid=\u202Egnp\u200b{gk_click_id}&name=שלום עולם&x=<b>hi</b>'));
}
await browser.close();
