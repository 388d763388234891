import { describe, expect, it } from 'vitest';
import { SharedState } from '../../kernel/session/shared-state.js';
import { createStopCheck, Interrupted } from '../../kernel/session/stop.js';

describe('Stop', () => {
  it('is seen through the shared memory and ends with the last running cell', () => {
    const main = new SharedState();
    const listener = new SharedState(main.memory);
    main.cellStarted();
    main.cellStarted();
    expect(listener.running).toBe(2);
    listener.raiseStop();
    main.cellEnded();
    expect(main.stopRaised).toBe(true);
    main.cellEnded();
    expect([main.stopRaised, main.running]).toEqual([false, 0]);
  });

  it('throws once per raise, so that finally blocks can loop', () => {
    const state = new SharedState();
    const { check, flag } = createStopCheck(state);
    check();
    state.raiseStop();
    expect(flag[0]).not.toBe(0);
    expect(check).toThrow(Interrupted);
    expect(check).not.toThrow();
  });

  it('wakes a sleeper whose ticket is old', () => {
    const state = new SharedState();
    const { ticket } = state;
    state.wake();
    state.sleep(ticket);
    expect(state.ticket).toBe(ticket + 1);
  });
});
