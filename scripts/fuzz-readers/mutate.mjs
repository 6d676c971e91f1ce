// Seeded mutations of valid files. Input number n of a reader is a function of n alone, so that what a run finds can be made again.

/** Mulberry32: whole numbers from 0 to below `limit`. */
export function createRandom(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

export const pick = (random, list) => list[random(list.length)];

const BYTES = [0, 1, 2, 4, 8, 0x0d, 0x7f, 0x80, 0xfe, 0xff];
const WORDS = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x00010000, 0x3fffffff, 1e9, 0x7f800000, 0x7fc00000];

/** @param header bytes that stay as they are. */
export function mutateBytes(random, bytes, header = 0) {
  let changed = Uint8Array.from(bytes);
  for (let i = random(4); i >= 0; i--) changed = mutateOnce(random, changed, header);
  return changed;
}

function mutateOnce(random, bytes, header) {
  const free = bytes.length - header;
  if (free <= 4)
    return joined(
      bytes,
      Uint8Array.from({ length: random(9) }, () => random(256)),
    );
  const at = header + random(free - 4);
  switch (random(8)) {
    case 0:
      bytes[at] ^= 1 << random(8);
      return bytes;
    case 1:
      bytes[at] = random(256);
      return bytes;
    case 2:
      bytes[at] = pick(random, BYTES);
      return bytes;
    case 3:
      new DataView(bytes.buffer).setUint32(at, pick(random, WORDS), random(2) === 0);
      return bytes;
    case 4:
      return bytes.slice(0, at);
    case 5: {
      const length = random(Math.min(64, bytes.length - at));
      return joined(bytes.subarray(0, at), bytes.subarray(at + length));
    }
    case 6: {
      const copied = bytes.slice(header + random(free), bytes.length).subarray(0, random(64));
      return joined(bytes.subarray(0, at), copied, bytes.subarray(at));
    }
    default:
      return bytes.fill(pick(random, BYTES), at, at + random(32));
  }
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const ODD_TEXT = ['', '-', '1e999', 'NaN', '-1', '0x10', '"', "'", ',', ',,', '\n', '\r', '\0', '999999999999', '?', '{', '%', 'é', '\ud800']; // biome-ignore format: one line

/** @param header characters that stay as they are. */
export function mutateText(random, text, header = 0) {
  let changed = text;
  for (let i = random(4); i >= 0; i--) {
    const at = header + random(Math.max(1, changed.length - header));
    const length = random(3) === 0 ? random(40) : random(2);
    const odd = random(2) === 0 ? pick(random, ODD_TEXT) : String.fromCharCode(32 + random(96));
    changed = changed.slice(0, at) + odd + changed.slice(at + length);
  }
  return changed;
}

export const ODD_VALUES = [null, true, false, 0, -1, 1.5, 1e300, -0, 2 ** 31, 2 ** 53, '', 'x', '../x', '/', 'é\n', [], {}, [null], [[]], [1, 'a'], { a: null }, '__proto__', 'toString', { toString: null }, 'a'.repeat(300)]; // biome-ignore format: one line

/** A copy of a JSON value in which one or two places are changed, emptied, repeated or removed. */
export function mutateJson(random, value) {
  const changed = structuredClone(value);
  const places = placesOf(changed);
  for (let i = random(3) === 0 ? 1 : 0; i >= 0; i--) {
    const { owner, key } = pick(random, places);
    const kind = random(8);
    if (kind === 0 && Array.isArray(owner)) owner.splice(Number(key), 1);
    else if (kind === 0) delete owner[key];
    else if (kind === 1 && Array.isArray(owner)) owner.push(...structuredClone(owner));
    else if (kind === 2) owner[key] = structuredClone(pick(random, places).owner);
    else if (kind === 3 && typeof owner[key] === 'number') owner[key] += random(3) - 1;
    else if (kind === 4 && typeof owner[key] === 'string') owner[key] = mutateText(random, owner[key]);
    else owner[key] = structuredClone(pick(random, ODD_VALUES));
  }
  return changed;
}

/** Every field and item, with what it belongs to. */
function placesOf(value) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [{ owner: value, key }, ...placesOf(value[key])]);
}
