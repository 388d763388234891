// Memory that the session's main thread shares with the thread that listens to the protocol process, so that
// Stop and typed input reach a main thread that is busy.

const slots = { stop: 0, running: 1, wakeUps: 2, writing: 3, presses: 4, pause: 5, code: 6 } as const;
/** What raises the flag that code reads. */
const [stopRaised, pauseRaised] = [1, 2];
/** What the main thread is about: code that a signal ends, and how far that signal is. */
const [noCode, code, signalComes, signalCame] = [0, 1, 2, 3];
/** Milliseconds in which a signal that came ends the code. */
const signalTakes = 100;

export class SharedState {
  /** What a cell's loops read: `flag[0]` is not 0 from Stop until nothing is being stopped any more. */
  readonly flag: Int32Array;

  constructor(
    readonly memory = new SharedArrayBuffer(Object.keys(slots).length * Int32Array.BYTES_PER_ELEMENT),
  ) {
    this.flag = new Int32Array(memory);
  }

  /** Stop was pressed: raises the flag. */
  pressStop(): void {
    Atomics.add(this.flag, slots.presses, 1);
    Atomics.store(this.flag, slots.stop, stopRaised);
    this.wake();
  }

  /** How often Stop has been pressed. */
  get presses(): number {
    return Atomics.load(this.flag, slots.presses);
  }

  /** Asks running code to let the debugger in, at its next stop check. */
  askPause(): void {
    Atomics.store(this.flag, slots.pause, 1);
    Atomics.compareExchange(this.flag, slots.stop, 0, pauseRaised);
  }

  takePause(): boolean {
    return Atomics.exchange(this.flag, slots.pause, 0) !== 0;
  }

  /** Nothing is being stopped any more; a press that came meanwhile keeps the flag up. */
  lowerStop(noticed: number): void {
    Atomics.store(this.flag, slots.stop, 0);
    if (this.presses !== noticed) Atomics.store(this.flag, slots.stop, stopRaised);
  }

  get stopRaised(): boolean {
    return Atomics.load(this.flag, slots.stop) === stopRaised;
  }

  /** How many cells are running now. */
  get running(): number {
    return Atomics.load(this.flag, slots.running);
  }

  cellStarted(): void {
    Atomics.add(this.flag, slots.running, 1);
  }

  cellEnded(): void {
    Atomics.sub(this.flag, slots.running, 1);
  }

  /** True within a write to the protocol process, which must not be torn by a signal. */
  get writing(): boolean {
    return Atomics.load(this.flag, slots.writing) !== 0;
  }

  set writing(now: boolean) {
    Atomics.store(this.flag, slots.writing, now ? 1 : 0);
  }

  /**
   * The main thread is within code that a signal ends: nothing else of it may meet one. While Node sets its handlers aside,
   * before and after the code, a signal ends the process.
   */
  enterCode(): void {
    Atomics.store(this.flag, slots.code, code);
  }

  /** Called within the code still. A signal that is under way ends it here, in place of the code's own end. */
  leaveCode(): void {
    if (Atomics.compareExchange(this.flag, slots.code, code, noCode) === code) return;
    while (Atomics.load(this.flag, slots.code) === signalComes)
      Atomics.wait(this.flag, slots.code, signalComes, 1);
    Atomics.wait(this.flag, slots.code, signalCame, signalTakes);
  }

  /** Sends a signal if the main thread is within such code, once for each time that it entered. */
  signalCode(send: () => void): void {
    if (Atomics.compareExchange(this.flag, slots.code, code, signalComes) !== code) return;
    send();
    // Not where the main thread has ended that code, and entered other code, meanwhile.
    Atomics.compareExchange(this.flag, slots.code, signalComes, signalCame);
  }

  /** Ends a `sleep` of the main thread. */
  wake(): void {
    Atomics.add(this.flag, slots.wakeUps, 1);
    Atomics.notify(this.flag, slots.wakeUps);
  }

  /** Blocks the main thread until `wake`, unless that was called after `ticket` was read. */
  sleep(ticket: number): void {
    Atomics.wait(this.flag, slots.wakeUps, ticket);
  }

  get ticket(): number {
    return Atomics.load(this.flag, slots.wakeUps);
  }
}

/** The memory of this session: the main thread makes it and passes it to the listener. */
export const sharedState = new SharedState();
