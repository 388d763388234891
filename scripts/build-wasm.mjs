// `npm run build:wasm`: warp.wat of lib/image/transform, assembled, into warp-module.ts beside it. Needed only when the
// former changes; a test holds the two together.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import loadWabt from 'wabt';

const source = new URL('../lib/image/transform/warp.wat', import.meta.url);
const target = new URL('../lib/image/transform/warp-module.ts', import.meta.url);

/** The module's bytes in base64. */
export async function assemble() {
  const wabt = await loadWabt();
  const module = wabt.parseWat('warp.wat', readFileSync(source, 'utf8'), { simd: true });
  const { buffer } = module.toBinary({});
  module.destroy();
  return Buffer.from(buffer).toString('base64');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = (await assemble()).match(/.{1,100}/g) ?? [];
  const text = lines.map((line) => `  '${line}'`).join(' +\n');
  writeFileSync(
    target,
    `// warp.wat, assembled, in base64. Made by \`npm run build:wasm\`.\nexport const warpModule =\n${text};\n`,
  );
}
