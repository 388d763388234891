// JSON of files that others wrote.

/** Ten times what real models need; beyond, those who read it would run out of stack. */
const deepest = 1000;

/**
 * The value of a JSON text.
 * @param what names it in errors: `its configuration`
 * @throws Error for what is not JSON, or nested so deep that it was made to do harm
 */
export function parseJson(text: string, what: string): unknown {
  if (isTooDeep(text)) throw new Error(`${what} is nested more than ${deepest} deep`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${what} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function isTooDeep(text: string): boolean {
  let [depth, inText] = [0, false];
  for (let i = 0; i < text.length && depth <= deepest; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) inText = !inText;
    else if (inText && code === backslash) i += 1;
    else if (!inText && opening.has(code)) depth += 1;
    else if (!inText && closing.has(code)) depth -= 1;
  }
  return depth > deepest;
}

const quote = 0x22;
const backslash = 0x5c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);
