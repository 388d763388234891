// Before one of two processes does what the other asks, each proves to the other that it knows the token, which itself is
// never sent.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Line } from './line.js';

/** A short one could be guessed from a proof that was listened to. */
export const leastToken = 16;

const greeting = Buffer.from('tensorcell 1\n');
const [nonceLength, proofLength] = [32, 32];

/** What the one that listens answers to a proof. */
const answers = { welcome: 1, refused: 2, busy: 3 } as const;

export type Welcome = keyof typeof answers;

/** As the one that listens. @param isFree whether it can take someone who knows the token */
export async function answerCaller(line: Line, token: string, isFree: () => boolean): Promise<Welcome> {
  const own = randomBytes(nonceLength);
  line.write(Buffer.concat([greeting, own]));
  const theirs = await line.read(nonceLength);
  const proof = await line.read(proofLength);
  const isKnown = timingSafeEqual(proof, proofOf(token, 'caller', own, theirs));
  const answer = !isKnown ? 'refused' : isFree() ? 'welcome' : 'busy';
  const back = answer === 'welcome' ? [proofOf(token, 'listener', own, theirs)] : [];
  line.write(Buffer.concat([Buffer.of(answers[answer]), ...back]));
  return answer;
}

/** As the one that calls; an error where who listens does not know the token either, or is something else. */
export async function introduce(line: Line, token: string): Promise<Welcome> {
  const hello = await line.read(greeting.length);
  if (!hello.equals(greeting))
    throw new Error('something else than `tensorcell train --listen` listens there');
  const theirs = await line.read(nonceLength);
  const own = randomBytes(nonceLength);
  line.write(Buffer.concat([own, proofOf(token, 'caller', theirs, own)]));
  const [answer] = await line.read(1);
  if (answer === answers.refused) return 'refused';
  if (answer === answers.busy) return 'busy';
  const proof = await line.read(proofLength);
  if (timingSafeEqual(proof, proofOf(token, 'listener', theirs, own))) return 'welcome';
  throw new Error('who listens there does not know the token');
}

const proofOf = (token: string, who: string, listeners: Buffer, callers: Buffer): Buffer =>
  createHmac('sha256', token).update(who).update(listeners).update(callers).digest();
