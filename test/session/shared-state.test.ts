import { describe, expect, it } from 'vitest';
import { SharedState } from '../../kernel/session/shared-state.js';

describe('Stop', () => {
  it('is seen through the shared memory, until nothing is being stopped', () => {
    const main = new SharedState();
    const listener = new SharedState(main.memory);
    main.cellStarted();
    main.cellStarted();
    expect(listener.running).toBe(2);
    listener.pressStop();
    main.cellEnded();
    main.cellEnded();
    expect([main.stopRaised, main.presses, main.running]).toEqual([true, 1, 0]);
    main.lowerStop(1);
    expect(listener.stopRaised).toBe(false);
  });

  it('that is pressed again meanwhile is not lost', () => {
    const state = new SharedState();
    state.pressStop();
    state.pressStop();
    state.lowerStop(1);
    expect(state.stopRaised).toBe(true);
  });

  it('wakes a sleeper whose ticket is old', () => {
    const state = new SharedState();
    const { ticket } = state;
    state.wake();
    state.sleep(ticket);
    expect(state.ticket).toBe(ticket + 1);
  });

  it('sends its signal only while code runs, and once for each run', () => {
    const main = new SharedState();
    const listener = new SharedState(main.memory);
    const sent: string[] = [];
    const press = (where: string): void => listener.signalCode(() => sent.push(where));
    press('before');
    main.enterCode();
    press('within');
    press('within again');
    main.leaveCode();
    main.enterCode();
    main.leaveCode();
    press('after');
    expect(sent).toEqual(['within']);
  });
});
