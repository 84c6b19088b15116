// Opens the report in headless Chromium and does what a reader does.
// Arguments: the page, the browser, [a folder for screenshots]
// stdout: { "check": [ "what is wrong", ... ] }, one entry a check; an empty list is a passed check.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { HtmlValidate } from 'html-validate';

const [file, executablePath, pictures] = process.argv.slice(2);
const address = pathToFileURL(file).href;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const widths = [390, 820, 1440];
const findings = {};
const expect = (check, holds, problem) => { (findings[check] ??= []).push(...(holds ? [] : [problem])); };

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

/** A page whose messages and requests are judged. */
async function open(options = {}, fragment = '') {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options });
  page.on('console', message => expect('console', !['error', 'warning'].includes(message.type()) || message.text().includes('non-JS module files'), message.text()));
  page.on('pageerror', error => expect('console', false, error.message));
  page.on('request', request => expect('requests', request.url().split('#')[0] === address || request.url().startsWith('data:'), request.url()));
  await page.goto(address + fragment);
  return page;
}

async function drawEveryFigure(page) {
  const figures = await page.evaluate(async () => {
    const sections = [...document.querySelectorAll('section.figure')];
    for (const section of sections) await window.reportDraw(section);
    return sections.map(s => [s.id, s.classList.contains('drawn'), s.querySelectorAll('.live svg .mark-symbol path, .live svg .mark-line path, .live svg .mark-rect path, .live svg .mark-rule line, .live svg .mark-text text').length]);
  });
  expect('figures', figures.length > 0, 'no figure on the page');
  figures.forEach(([id, drawn, marks]) => expect('figures', drawn && marks > 0, `${id} is not drawn (${marks} marks)`));
}

/** Figures are drawn when they come into view, no earlier. */
async function drawsLazily(page) {
  const drawn = () => page.locator('section.figure.drawn').count();
  expect('figures', await drawn() < await page.locator('section.figure').count(), 'all figures were drawn at once');
  const last = page.locator('section.figure').last();
  await last.scrollIntoViewIfNeeded();
  await page.waitForFunction(id => document.getElementById(id).classList.contains('drawn'), await last.getAttribute('id'), { timeout: 60000 });
}

async function tooltip(page) {
  await page.evaluate(() => document.querySelector('#index-against-risk').scrollIntoView());
  await page.locator('#index-against-risk .live .mark-symbol path').nth(5).hover({ force: true });
  await page.waitForSelector('#vg-tooltip-element.visible', { timeout: 10000 }).catch(() => {});
  const text = await page.locator('#vg-tooltip-element').textContent().catch(() => '');
  expect('tooltip', /risk/.test(text) && /point/.test(text), `the tooltip says "${text}"`);
}

async function zoom(page) {
  const drawing = page.locator('#index-against-risk .drawing');
  const domain = () => page.evaluate(() => document.querySelector('#index-against-risk').live.panels[0].scales.x.scale.domain());
  const before = await domain();
  await drawing.focus();
  await page.keyboard.press('+');
  const near = await domain();
  expect('zoom', near[0] > before[0] && near[1] < before[1], `"+" leads from ${before} to ${near}`);
  await page.keyboard.press('ArrowRight');
  expect('zoom', (await domain())[0] > near[0], 'the arrow key does not move the panel');
  await page.keyboard.press('0');
  expect('zoom', String(await domain()) === String(before), '"0" does not lead back');
  await page.locator('#index-against-risk .tools button').first().click();
  expect('zoom', String(await domain()) === String(near), 'the button does not zoom like "+"');
  const box = await drawing.boundingBox();
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 3);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, 100);
  await page.keyboard.up('Control');
  await page.waitForFunction(near => String(document.querySelector('#index-against-risk').live.panels[0].scales.x.scale.domain()) !== near, String(near), { timeout: 10000 }).catch(() => expect('zoom', false, 'the wheel does not zoom'));
  await page.locator('#index-against-risk .tools button').last().click();
  expect('zoom', String(await domain()) === String(before), 'the reset button does not lead back');
}

async function legend(page) {
  const faded = () => page.evaluate(() => [...document.querySelectorAll('#index-against-risk .live .mark-symbol path')].filter(p => Number(p.getAttribute('opacity')) < 0.1).length);
  const entry = page.locator('#index-against-risk .entries button', { hasText: 'redundant' });
  expect('legend', await faded() === 0, 'marks are faded from the start');
  await entry.focus();
  await page.keyboard.press('Enter');
  expect('legend', await faded() > 0 && await entry.getAttribute('aria-pressed') === 'true', 'a legend entry singles out nothing');
  await page.keyboard.press('Enter');
  expect('legend', await faded() === 0, 'the entry pressed again does not show all');
  await page.locator('#index-against-risk .live .role-legend-label text').first().click();
  expect('legend', await faded() > 0, 'a click on the legend itself singles out nothing');
  await page.locator('#index-against-risk .live .role-legend-label text').first().click();
}

const rows = page => page.locator('table.points tbody tr');
const column = (page, title) => page.locator(`table.points tbody [data-label="${title}"]`).allTextContents();

async function filter(page) {
  await page.locator('.filters select[name=domain]').selectOption('redundant');
  const domains = await column(page, 'Domain');
  expect('filter', domains.length > 0 && domains.every(d => d.startsWith('redundant')), `the filter shows ${domains}`);
  const [, some, all] = /(\d+) of (\d+)/.exec(await page.locator('.status').textContent()).map(Number);
  const truth = await page.evaluate(() => window.reportRows(JSON.parse(document.getElementById('point-data').textContent).points).map(p => p.domain));
  expect('filter', some === truth.filter(d => d === 'redundant').length && all === truth.length, `the status says ${some} of ${all}`);
  await page.locator('.filters button[type=reset]').click();
  expect('filter', /^(\d+) of \1 /.test(await page.locator('.status').textContent()), 'clearing the filters does not show all');
}

async function sort(page) {
  const head = page.locator('table.points thead th', { hasText: 'Risk' });
  const risks = () => page.evaluate(() => [...document.querySelectorAll('table.points tbody a')].map(a => Number(a.textContent)).map(id => window.reportRows(JSON.parse(document.getElementById('point-data').textContent).points).find(p => p.id === id).risk));
  for (const [direction, sign] of [['ascending', 1], ['descending', -1]]) {
    await head.locator('button').click();
    const list = await risks();
    expect('sort', await head.getAttribute('aria-sort') === direction, `aria-sort is not ${direction}`);
    expect('sort', list.every((r, i) => i === 0 || sign * (r - list[i - 1]) >= 0), `risks are not ${direction}: ${list}`);
  }
  await page.locator('.pager [aria-label="Next page"]').click();
  expect('sort', /shown are 16 to/.test(await page.locator('.status').textContent()), 'the next page is not shown');
  await page.locator('table.points thead th button').first().click();
}

async function point(page) {
  await page.locator('table.points tbody tr').first().locator('a').focus();
  await page.keyboard.press('Enter');
  const detail = page.locator('article.detail');
  await detail.waitFor({ state: 'visible' });
  const chosen = new URL(page.url()).hash;
  expect('point', await detail.getAttribute('id') === chosen.slice(1), `the address ${chosen} is not the point's`);
  expect('point', await detail.evaluate(d => d === document.activeElement), 'the chosen point has not the focus');
  for (const title of ['Network', 'Spectrum', 'Certificate', 'Distance to redundancy', 'Neighbours']) expect('point', await detail.locator('h4', { hasText: title }).count() === 1, `${title} is missing`);
  expect('point', await detail.locator('svg[role=img]').count() === 2, 'network and spectrum are not drawn');
  await detail.locator('.steps a').first().click();
  expect('point', new URL(page.url()).hash !== chosen, 'the next point is not reached');
  const left = new URL(page.url()).hash;
  await detail.locator('button').click();
  expect('point', await detail.isHidden(), 'closing does not hide the point');
  expect('point', await page.evaluate(() => document.activeElement.getAttribute('href')) === left, 'closing does not lead back to the row of the point');

  const linked = await open({}, '#point-11');
  expect('point', await linked.locator('article#point-11').isVisible(), '#point-11 does not open point 11');
  expect('point', await linked.evaluate(() => { const r = document.getElementById('point-11').getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight; }), 'point 11 is not in view');
  await linked.close();
}

/** Tab from the top to the end: the skip link comes first, every stop is seen, nothing holds the focus. */
async function keyboard() {
  const page = await open();
  await page.evaluate(() => window.reportDraw(document.querySelector('section.figure')));
  const stops = [];
  for (let i = 0; i < 1500; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return null;
      const [box, style] = [e.getBoundingClientRect(), getComputedStyle(e)];
      return { name: `${e.tagName.toLowerCase()} ${e.className} ${(e.getAttribute('aria-label') ?? e.textContent).slice(0, 30)}`, seen: box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight, outlined: style.outlineStyle !== 'none', where: e.closest('#explorer, .figure, nav, header')?.id };
    });
    if (stop === null) break;
    stops.push(stop);
  }
  expect('keyboard', stops[0]?.name.includes('Skip'), `the first stop is ${stops[0]?.name}`);
  expect('keyboard', stops.length > 50 && stops.length < 1500, `${stops.length} stops`);
  stops.filter(s => !s.seen).slice(0, 5).forEach(s => expect('keyboard', false, `not seen: ${s.name}`));
  stops.filter(s => !s.outlined).slice(0, 5).forEach(s => expect('keyboard', false, `no outline: ${s.name}`));
  expect('keyboard', stops.some(s => s.where === 'explorer') && stops.some(s => s.name.includes('Zoom in')), 'the table or the tools of figures are not reached');
  await page.close();
}

/** A link to the cases that were not confirmed unfolds them, below the bar that stays on top. */
async function cases(page) {
  const link = page.locator('.verdicts a[href^="#exceptions-"]').first();
  await link.focus();
  await page.keyboard.press('Enter');
  const [open, below] = await page.evaluate(hash => {
    const target = document.querySelector(hash);
    return [target.closest('details').open, target.getBoundingClientRect().top >= document.querySelector('nav').getBoundingClientRect().bottom];
  }, await link.getAttribute('href'));
  expect('cases', open && below, `the cases are ${open ? 'unfolded' : 'folded'}, ${below ? '' : 'not '}below the bar`);
}

async function theme(page) {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  const button = page.locator('#theme');
  await button.click();
  await button.click();
  expect('theme', await paper() !== light && /dark/.test(await button.textContent()), 'the switch does not lead to dark');
  await button.click();
  expect('theme', await paper() === light, 'the switch does not lead back');
}

/** Without script and on paper the pictures stand, each once. */
async function stillPictures(page) {
  const shown = (p, selector) => p.locator(`section.figure ${selector} > svg`).evaluateAll(svgs => svgs.filter(s => s.getBoundingClientRect().width > 0).length);
  await page.emulateMedia({ media: 'print' });
  expect('print', await shown(page, '.still') === await page.locator('section.figure').count() && await shown(page, '.live') === 0, 'on paper the pictures do not stand');
  expect('print', await page.locator('.tools:visible, nav:visible, .pager:visible').count() === 0, 'controls are printed');
  const { width, height } = page.viewportSize();
  await page.setViewportSize({ width: 680, height }); // a sheet of A4 between margins of 15 mm
  expect('print', await page.locator('.verdicts tr').first().evaluate(row => getComputedStyle(row).display) === 'table-row', 'a sheet of paper gets the cards of a phone');
  expect('print', await page.locator('.exceptions table').first().evaluate(table => table.checkVisibility({ contentVisibilityAuto: true })), 'cases that were not confirmed are not printed');
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ media: 'screen' });
  const plain = await open({ javaScriptEnabled: false });
  expect('noscript', await plain.locator('noscript').first().isVisible(), 'nothing says that the table needs a script');
  expect('noscript', await shownWithoutScript(plain), 'without script pictures are missing');
  await plain.close();
}

/** Pictures that are there without script, where nothing can be evaluated in the page. */
const shownWithoutScript = async page => (await page.locator('section.figure .still > svg:visible').count()) === await page.locator('section.figure').count();

async function looks(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(() => new Promise(next => setTimeout(next)));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect('widths', wide <= width, `at ${width} the page is ${wide} wide`);
    if (width >= 1280) {
      const clipped = await page.locator('.verdicts .formula').evaluateAll(all => all.filter(f => f.scrollWidth > f.clientWidth).length);
      expect('widths', clipped === 0, `${clipped} formulas of the verdicts are clipped at ${width}`);
    }
    if (pictures) {
      for (const place of ['verdicts', 'smallest-eigenvalue', 'explorer']) {
        await page.evaluate(id => id === 'verdicts' ? scrollTo(0, 0) : document.getElementById(id).scrollIntoView(), place);
        await page.screenshot({ path: `${pictures}/${place}-${width}-${colorScheme}.png` });
      }
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** All rules of axe once, and in the other colours those of contrast. */
async function accessible(page, colorScheme, rules) {
  await page.emulateMedia({ colorScheme });
  const violations = await page.evaluate(async rules => (await axe.run({ exclude: [['svg']] }, { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) })).violations
    .flatMap(v => v.nodes.slice(0, 3).map(n => `${v.id}: ${v.help}: ${n.target.join(' ')} ${n.failureSummary?.split('\n')[1] ?? ''}`)), rules);
  expect('accessibility', violations.length === 0, violations.join('\n'));
}

/** The standard's rules on the page as it is stored; what html-validate adds as taste is off. */
async function standard() {
  const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-inline-style': 'off', 'svg-focusable': 'off' } });
  const markup = readFileSync(file, 'utf8').replace(/(<script[^>]*>)[\s\S]*?<\/script>/g, '$1</script>');
  const report = await validator.validateString(markup);
  const messages = report.results.flatMap(r => r.messages).map(m => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
  expect('standard', messages.length === 0, messages.slice(0, 20).join('\n'));
}

try {
  const page = await open();
  ['console', 'requests'].forEach(check => expect(check, true));
  await page.evaluate(axe);
  for (const step of [drawsLazily, drawEveryFigure, tooltip, zoom, legend, filter, sort, point, cases, theme, keyboard, stillPictures]) await step(page).catch(error => expect(step.name, false, error.message));
  for (const colorScheme of ['light', 'dark']) {
    await looks(page, colorScheme);
    await accessible(page, colorScheme, colorScheme === 'dark' ? ['color-contrast'] : undefined);
  }
  await standard();
} finally {
  await browser.close();
}
writeFileSync(1, JSON.stringify(findings));
