// `npm run site`: pages with every chart of the notebooks, links that lead somewhere, a search that finds.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join, normalize } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeInChromium, launchChromium } from './chromium.js';

const script = join('scripts', 'site.mjs');
let folder: string;
let site: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'site 빈 칸 '));
  site = join(folder, 'site');
  execFileSync(process.execPath, [script, '--out', site]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const languages = ['en', 'ko'] as const;
const notebooksOf = (language: string) => (language === 'en' ? 'notebooks' : join('notebooks', language));
const pages = () =>
  languages.flatMap((language) =>
    readdirSync(join(site, language))
      .filter((file) => file.endsWith('.html'))
      .map((file) => join(language, file)),
  );

interface Cell {
  outputs?: { data?: Record<string, unknown> }[];
}

/** How many of a notebook's outputs are charts. */
function chartsOf(notebook: string): number {
  const { cells } = JSON.parse(readFileSync(notebook, 'utf8')) as { cells: Cell[] };
  const kinds = cells.flatMap(({ outputs = [] }) => outputs.flatMap(({ data = {} }) => Object.keys(data)));
  return kinds.filter((kind) => /vegalite|plotly/.test(kind)).length;
}

describe('the site', () => {
  it.each(languages)('has each notebook as a page with all its charts: %s', (language) => {
    const notebooks = readdirSync(notebooksOf(language)).filter((file) => file.endsWith('.ipynb'));
    const counts = notebooks.map((file) => [file, chartsOf(join(notebooksOf(language), file))]);
    const drawn = notebooks.map((file) => {
      const page = readFileSync(join(site, language, file.replace('.ipynb', '.html')), 'utf8');
      const specifications = [
        ...page.matchAll(/<figure class="chart"[^>]*><script type="application\/json">(.*?)<\/script>/g),
      ];
      for (const [, source] of specifications) JSON.parse(source!);
      return [file, specifications.length];
    });
    expect(drawn).toEqual(counts);
    expect(counts.filter(([, count]) => count === 0).length).toBeLessThan(4);
  });

  it('has only links that lead to a file and to a heading in it', () => {
    const wrong = pages().flatMap((page) =>
      linksOf(readFileSync(join(site, page), 'utf8'))
        .filter((link) => !/^(https?|data|mailto):/.test(link))
        .filter((link) => !leadsSomewhere(page, link))
        .map((link) => `${page}: ${link}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each(languages)('has an index whose addresses are right: %s', (language) => {
    const sections = JSON.parse(readFileSync(join(site, language, 'search.json'), 'utf8')) as {
      address: string;
      text: string;
    }[];
    expect(sections.length).toBeGreaterThan(60);
    const from = join(language, 'search.json');
    expect(sections.filter(({ address }) => !leadsSomewhere(from, address))).toEqual([]);
    expect(sections.map(({ text }) => text).join(' ').length).toBeGreaterThan(10_000);
  });

  it('does not replace a folder that is something else', () => {
    const mine = join(folder, 'mine');
    mkdirSync(mine);
    writeFileSync(join(mine, 'thesis.txt'), 'all of it');
    const { status, stderr } = spawnSync(process.execPath, [script, '--out', mine], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/which holds something else\. Name another with --out/);
    expect(existsSync(join(mine, 'thesis.txt'))).toBe(true);
  });
});

function linksOf(page: string): string[] {
  const html = page.replaceAll(/<script type="application\/json">.*?<\/script>/g, '');
  return [...html.matchAll(/<(?:a|link|img|script)\b[^>]*? (?:href|src)="([^"]*)"/g)].map(
    ([, link]) => link!,
  );
}

function leadsSomewhere(from: string, link: string): boolean {
  const [path, anchor] = link.split('#') as [string, string?];
  const file = path === '' ? join(site, from) : join(site, dirname(from), decodeURI(path));
  if (!existsSync(file)) return false;
  return !anchor || readFileSync(file, 'utf8').includes(` id="${anchor}"`);
}

describeInChromium('the site in a browser', () => {
  let server: Server;
  let browser: Browser;
  let origin: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = normalize(decodeURI(new URL(request.url!, 'http://site').pathname));
      const file = join(site, path);
      if (!existsSync(file)) return response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
      const types: Record<string, string> = {
        '.html': 'text/html',
        '.js': 'text/javascript',
        '.css': 'text/css',
      };
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
      return response.end(readFileSync(file));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  it('draws charts live, and finds a word', async () => {
    const page = await browser.newPage();
    // Formulas come from a public address, which a test does not ask.
    await page.route(/^https:/, (route) => route.fulfill({ body: '' }));
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${origin}/ko/01-01_Multi_Layer_Perceptron_XOR.html`);
    const figure = page.locator('figure.chart').first();
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('svg.marks').waitFor();
    expect(await figure.locator('img').count()).toBe(0);
    await page.getByRole('searchbox').fill('역전파');
    const hit = page.locator('#found a', { hasText: '역전파' }).first();
    await hit.click();
    await page.waitForURL(/\/ko\/\d\d-\d\d_.*#/);
    await page.locator('a.language').click();
    await page.waitForURL(/\/en\//);
    expect(errors).toEqual([]);
    await page.close();
  });
});
