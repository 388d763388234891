// Which of the packages beside the notebook bring scripts that npm would run when it installs them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package with its install scripts, by their names in package.json. */
export interface Scripted {
  readonly name: string;
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
}

interface Locked {
  readonly version?: string;
  readonly hasInstallScript?: boolean;
}

const events = ['preinstall', 'install', 'postinstall'];

/** @param folder the one that holds `node_modules` */
export function scriptedPackages(folder: string): Scripted[] {
  const { packages = {} } = readJson(join(folder, 'node_modules', '.package-lock.json')) as {
    packages?: Record<string, Locked>;
  };
  return Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path, { version = '' }]) => ({
      name: path.replace(/^.*node_modules\//, ''),
      version,
      scripts: scriptsOf(join(folder, path)),
    }));
}

export function identity({ name, version }: Scripted): string {
  return `${name}@${version}`;
}

/** For the user: what was not run, and how to run it. */
export function describeScripts(scripted: readonly Scripted[]): string {
  const lines = scripted.map((one) => {
    const scripts = Object.entries(one.scripts).map(([event, script]) => `${event}: ${script}`);
    return `  ${identity(one)}  ${scripts.join('; ')}`;
  });
  const names = [...new Set(scripted.map(({ name }) => `'${name}'`))].join(', ');
  return [
    'Installed without the scripts that these packages would run on this machine:',
    ...lines,
    `If you trust them, and they do not work without: await install(${names}, { scripts: true })`,
    '',
  ].join('\n');
}

/** npm builds a package that has native sources and says nothing of it. */
function scriptsOf(folder: string): Record<string, string> {
  const { scripts = {} } = readJson(join(folder, 'package.json')) as { scripts?: Record<string, string> };
  const own = Object.entries(scripts).filter(([event]) => events.includes(event));
  if (own.length > 0 || !existsSync(join(folder, 'binding.gyp'))) return Object.fromEntries(own);
  return { install: 'node-gyp rebuild' };
}

function readJson(path: string): object {
  try {
    return Object(JSON.parse(readFileSync(path, 'utf8'))) as object;
  } catch {
    return {};
  }
}
