// One drawn animal's face as SVG, varied by a random stream.
import type { MersenneTwister } from '../random/mersenne-twister.js';

export type Animal = 'cat' | 'dog';

/** The drawing is made on a square of so many units, the head around its middle. */
const canvas = 200;

/** An SVG image of about 120 to 200 pixels a side. */
export function drawAnimal(animal: Animal, random: MersenneTwister): string {
  const coat = pick(random, coats);
  const look: Look = {
    fur: vary(random, coat.fur),
    dark: vary(random, coat.dark),
    light: vary(random, coat.light),
    eye: pick(random, eyeColors),
  };
  const [width, height] = [between(random, 120, 200), between(random, 120, 200)].map(Math.round);
  const head = animal === 'cat' ? cat(look, random) : dog(look, random);
  const size = between(random, 0.55, 0.95);
  const place = `translate(${between(random, 70, 130)} ${between(random, 75, 130)}) rotate(${between(random, -25, 25)}) scale(${size * between(random, 0.9, 1.1)} ${size})`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${canvas} ${canvas}" preserveAspectRatio="none">` +
    `${background(random)}${clutter(random)}<g transform="${place}">${head}</g>${light(random)}</svg>`
  );
}

interface Look {
  readonly fur: string;
  readonly dark: string;
  readonly light: string;
  readonly eye: string;
}

const coats = [
  { fur: [205, 140, 70], dark: [140, 85, 35], light: [245, 225, 195] },
  { fur: [120, 115, 110], dark: [70, 66, 64], light: [215, 212, 208] },
  { fur: [60, 55, 52], dark: [28, 26, 25], light: [150, 140, 130] },
  { fur: [235, 228, 215], dark: [190, 175, 155], light: [252, 250, 246] },
  { fur: [150, 105, 75], dark: [90, 60, 40], light: [225, 200, 170] },
];
const eyeColors = ['#3d7a3a', '#8a6d1f', '#3f2a18', '#3a5f86', '#1d1713'];

/** Upright triangular ears, a short muzzle, whiskers, sometimes stripes. */
function cat(look: Look, random: MersenneTwister): string {
  const ear = between(random, 55, 80);
  const spread = between(random, 34, 46);
  const ears = mirrored(
    (side) =>
      triangle(
        side * (spread + 14),
        -20,
        side * (spread - 30),
        -44,
        side * (spread + 4),
        -44 - ear,
        look.fur,
      ) + triangle(side * (spread + 6), -34, side * (spread - 18), -46, side * spread, -30 - ear, '#d9a0a0'),
  );
  const stripes =
    random.random() < 0.5 ? [-14, 0, 14].map((x) => line(x, -52, x * 0.6, -30, look.dark, 5)).join('') : '';
  const pupil = between(random, 2, 7);
  const eyes = mirrored(
    (side) => ellipse(side * 24, -8, 13, 10, look.eye) + ellipse(side * 24, -8, pupil, 9, '#111'),
  );
  const whiskers = mirrored((side) =>
    [-8, 0, 8]
      .map((tilt) =>
        line(side * 14, 24 + tilt / 3, side * between(random, 62, 78), 20 + tilt * 1.6, '#f4f4f4', 1.6),
      )
      .join(''),
  );
  const muzzle =
    ellipse(-9, 26, 13, 10, look.light) +
    ellipse(9, 26, 13, 10, look.light) +
    triangle(-6, 14, 6, 14, 0, 22, '#c77');
  return (
    ears +
    ellipse(0, 0, between(random, 56, 64), between(random, 50, 56), look.fur) +
    stripes +
    eyes +
    muzzle +
    whiskers
  );
}

/** Hanging ears, a long muzzle with a large nose, sometimes a tongue or a patch around an eye. */
function dog(look: Look, random: MersenneTwister): string {
  const drop = between(random, 34, 52);
  const ears = mirrored((side) =>
    ellipse(
      side * between(random, 56, 64),
      between(random, 0, 16),
      19,
      drop,
      look.dark,
      side * -between(random, 8, 26),
    ),
  );
  const patch = random.random() < 0.5 ? ellipse(24, -14, 21, 22, look.dark) : '';
  const eyes = mirrored(
    (side) =>
      ellipse(side * 22, -14, 9, 9, look.eye) +
      ellipse(side * 22, -14, 5, 5, '#111') +
      ellipse(side * 22 + 2, -16, 2, 2, '#fff'),
  );
  const length = between(random, 26, 36);
  const tongue = random.random() < 0.5 ? ellipse(between(random, -6, 6), 34 + length, 9, 17, '#d9606f') : '';
  const muzzle =
    ellipse(0, 30, between(random, 26, 32), length, look.light) +
    line(0, 26, 0, 44, '#333', 2.5) +
    ellipse(0, 16, between(random, 12, 15), 10, '#1a1515');
  const head = ellipse(0, 0, between(random, 50, 58), between(random, 56, 66), look.fur);
  return random.random() < 0.5
    ? head + ears + patch + eyes + tongue + muzzle
    : ears + head + patch + eyes + tongue + muzzle;
}

function background(random: MersenneTwister): string {
  const [from, to] = [randomColour(random), randomColour(random)];
  const angle = between(random, 0, 360);
  return (
    `<defs><linearGradient id="b" gradientTransform="rotate(${angle} .5 .5)"><stop offset="0" stop-color="${from}"/>` +
    `<stop offset="1" stop-color="${to}"/></linearGradient></defs><rect width="${canvas}" height="${canvas}" fill="url(#b)"/>`
  );
}

/** Round, pointed and long things behind the animal, so that no single shape gives the class away. */
function clutter(random: MersenneTwister): string {
  return Array.from({ length: random.choice(9) }, () => {
    const [x, y, size] = [between(random, 0, canvas), between(random, 0, canvas), between(random, 6, 40)];
    const colour = randomColour(random);
    const kind = random.choice(3);
    if (kind === 0) return ellipse(x, y, size, size * between(random, 0.4, 1.2), colour);
    if (kind === 1)
      return triangle(x, y, x + size, y + between(random, -size, size), x + size / 2, y - size, colour);
    return line(
      x,
      y,
      x + between(random, -90, 90),
      y + between(random, -90, 90),
      colour,
      between(random, 1, 8),
    );
  }).join('');
}

/** Brighter or darker over all, as exposure differs between photographs. */
function light(random: MersenneTwister): string {
  const colour = random.random() < 0.5 ? '#000' : '#fff';
  return `<rect width="${canvas}" height="${canvas}" fill="${colour}" opacity="${between(random, 0, 0.3)}"/>`;
}

function mirrored(half: (side: -1 | 1) => string): string {
  return half(-1) + half(1);
}

function ellipse(x: number, y: number, rx: number, ry: number, fill: string, turn = 0): string {
  return `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" transform="rotate(${turn} ${x} ${y})"/>`;
}

function triangle(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  fill: string,
): string {
  return `<path d="M${ax} ${ay}L${bx} ${by}L${cx} ${cy}Z" fill="${fill}" stroke="${fill}" stroke-width="4" stroke-linejoin="round"/>`;
}

function line(ax: number, ay: number, bx: number, by: number, stroke: string, width: number): string {
  return `<path d="M${ax} ${ay}L${bx} ${by}" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"/>`;
}

function between(random: MersenneTwister, low: number, high: number): number {
  return Number(random.uniform(low, high).toFixed(3));
}

function pick<T>(random: MersenneTwister, values: readonly T[]): T {
  return values[random.choice(values.length)]!;
}

function vary(random: MersenneTwister, [red, green, blue]: readonly number[]): string {
  const shift = between(random, -25, 25);
  return rgb([red!, green!, blue!].map((value) => value + shift + between(random, -10, 10)));
}

function randomColour(random: MersenneTwister): string {
  return rgb([0, 0, 0].map(() => random.choice(256)));
}

function rgb(values: number[]): string {
  return `rgb(${values.map((value) => Math.round(Math.min(255, Math.max(0, value)))).join(',')})`;
}
