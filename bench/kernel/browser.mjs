// Restart as a learner sees it: in a real JupyterLab in Chromium, from the click that confirms it to the result of the
// cell that is run behind it. Of the peers that are named, TensorCell and ipykernel, in turn; prints their medians as JSON,
// or nothing without Chromium.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { kernelMain, venvPython } from '../../scripts/setup/paths.mjs';
import { median } from '../training/report.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ peer: string, spec: string, shown: string, source: string }} Kernel */

const rounds = 7;
const betweenRounds = 1500;
const chromiumPath = process.env.TENSORCELL_CHROMIUM ?? '/usr/bin/chromium';

/**
 * The cell's result is another one each time.
 * @type {Kernel[]}
 */
const known = [
  { peer: 'TensorCell', spec: 'tensorcell', shown: 'TypeScript (TensorCell)', source: 'performance.now()' },
  {
    peer: 'ipykernel',
    spec: 'python3',
    shown: 'Python 3 (ipykernel)',
    source: 'import time; time.perf_counter()',
  },
];

const kernels = known.filter(({ peer }) => process.argv.includes(peer));

const home = join(tmpdir(), `tensorcell-bench-lab-${process.pid}`);
const notebooks = join(home, 'notebooks');
const token = 'bench';

if (kernels.length > 0 && existsSync(chromiumPath)) console.log(JSON.stringify(await measure()));

async function measure() {
  writeNotebooks();
  execFileSync(process.execPath, [kernelMain, 'install', '--prefix', join(home, 'prefix')]);
  const server = startServer();
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const origin = await addressOf(server);
    const pages = [];
    for (const kernel of kernels) pages.push(await opened(await browser.newPage(), origin, kernel));
    return await restarts(pages);
  } finally {
    await browser.close();
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
    rmSync(home, { recursive: true, force: true });
  }
}

function writeNotebooks() {
  mkdirSync(notebooks, { recursive: true });
  for (const { peer, spec, shown, source } of kernels) {
    const cell = {
      id: 'a',
      cell_type: 'code',
      source,
      metadata: {},
      outputs: [],
      execution_count: null,
    };
    const metadata = { kernelspec: { name: spec, display_name: shown } };
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata, cells: [cell] };
    writeFileSync(join(notebooks, `${peer}.ipynb`), JSON.stringify(notebook));
  }
}

function startServer() {
  const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
  const options = [
    '--no-browser',
    '--port=0',
    `--ServerApp.root_dir=${notebooks}`,
    `--IdentityProvider.token=${token}`,
  ];
  return spawn(venvPython, ['-m', 'jupyterlab', ...options, ...asRoot], {
    env: {
      ...process.env,
      JUPYTER_CONFIG_DIR: join(home, 'config'),
      JUPYTER_PATH: join(home, 'prefix', 'share', 'jupyter'),
      JUPYTER_RUNTIME_DIR: join(home, 'runtime'),
      JUPYTERLAB_SETTINGS_DIR: join(home, 'settings'),
      JUPYTERLAB_WORKSPACES_DIR: join(home, 'workspaces'),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** @param {ReturnType<typeof startServer>} server */
async function addressOf(server) {
  for await (const line of createInterface({
    input: /** @type {import('node:stream').Readable} */ (server.stderr),
  })) {
    const [, origin] = /(https?:\/\/(?:localhost|127\.0\.0\.1):\d+)\/lab/.exec(line) ?? [];
    if (!origin) continue;
    server.stderr?.resume();
    return origin;
  }
  throw new Error('JupyterLab ended before it had an address.');
}

/**
 * @param {Page} page
 * @param {string} origin
 * @param {Kernel} kernel
 */
async function opened(page, origin, { peer, shown }) {
  await page.goto(`${origin}/lab/tree/${peer}.ipynb?token=${token}&reset`);
  await page.getByText(`${shown} | Idle`).waitFor({ timeout: 60_000 });
  await run(page);
  return { page, peer, shown };
}

/** @param {Page} page */
async function run(page) {
  const output = page.locator('.jp-OutputArea-output', { hasText: /\d/ });
  const before = (await output.allTextContents()).join();
  await page.locator('.jp-CodeCell .cm-content').first().click();
  await page.keyboard.press('Control+Enter');
  await output.filter({ hasNotText: before || 'nothing' }).waitFor();
}

/** @param {{ page: Page, peer: string, shown: string }[]} pages */
async function restarts(pages) {
  const times = new Map(pages.map(({ peer }) => [peer, /** @type {number[]} */ ([])]));
  for (let round = 0; round < rounds; round++) {
    for (const { page, peer, shown } of pages) {
      await page.bringToFront();
      await pause(betweenRounds);
      times.get(peer)?.push(await restart(page, shown));
    }
  }
  return Object.fromEntries([...times].map(([peer, found]) => [peer, Number(median(found)?.toFixed(2))]));
}

/**
 * @param {Page} page
 * @param {string} shown
 */
async function restart(page, shown) {
  await page.locator('.lm-MenuBar-itemLabel', { hasText: /^Kernel$/ }).click();
  await page.locator('.lm-Menu-itemLabel', { hasText: /^Restart Kernel…$/ }).click();
  const button = page.locator('.jp-Dialog button', { hasText: 'Restart' });
  await button.waitFor();
  const begun = performance.now();
  await button.click();
  await page.getByText(`${shown} | Idle`).waitFor({ state: 'detached' });
  await run(page);
  return (performance.now() - begun) / 1000;
}
