// A process that trains for the one that called `distribute`: it is told what, and which steps to take with the others.
import type { Answer, Question } from './messages.js';

// Whoever started it is gone, however it ended: nothing of it must stay. At once, as a step may wait for others for long.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// Ctrl-C in a terminal reaches all: the one who started them decides.
process.on('SIGINT', () => {});

const { Member } = await import('./member-work.js');
const member = new Member();
let before: Promise<unknown> = Promise.resolve();

process.on('message', ({ id, request }: Question) => {
  const answer = before.then(() => member.answer(request));
  before = answer.catch(() => {});
  answer.then(
    (sums) => send({ id, sums }),
    (error) => send({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});

const send = (answer: Answer): void => {
  process.send?.(answer);
};
