// V8 forgets a step when code that is stepped over throws and catches an error of its own, as the library does where it
// tries things. So for the time of a step there are breakpoints in the function that is stepped in, and in its caller.

import type { CallFrame, UserFrame } from './call-frame.js';
import type { Inspector } from './inspector.js';
import type { Place } from './script.js';

export class StepGuards {
  readonly #inspector: Inspector;
  #set: string[] = [];

  constructor(inspector: Inspector) {
    this.#inspector = inspector;
  }

  /** In the functions of these frames, at each place that is the user's. */
  async add(frames: readonly UserFrame[]): Promise<void> {
    for (const { script, call } of frames) {
      if (!call) continue;
      const places = (await this.#placesOf(call)).filter((place) => script.original(place));
      await Promise.all(places.map((place) => this.#guard({ scriptId: script.id, ...place })));
    }
  }

  async remove(): Promise<void> {
    const set = this.#set;
    this.#set = [];
    await Promise.all(
      set.map((breakpointId) => this.#inspector.ask('Debugger.removeBreakpoint', { breakpointId })),
    );
  }

  has(ids: readonly string[]): boolean {
    return ids.some((id) => this.#set.includes(id));
  }

  async #placesOf({ functionLocation, location }: CallFrame): Promise<Place[]> {
    const start = within(functionLocation ?? location);
    const given = { start, restrictToFunction: true };
    const { locations } = await this.#inspector.ask<{ locations: Place[] }>(
      'Debugger.getPossibleBreakpoints',
      given,
    );
    return locations.map(({ lineNumber, columnNumber }) => ({ lineNumber, columnNumber }));
  }

  async #guard(location: Place & { scriptId: string }): Promise<void> {
    try {
      const set = await this.#inspector.ask<{ breakpointId: string }>('Debugger.setBreakpoint', { location });
      this.#set.push(set.breakpointId);
    } catch {
      // There is a breakpoint of the user's.
    }
  }
}

/** A cell's function begins before its text, which V8 counts from there. */
function within<P extends Place>(place: P): P {
  return { ...place, columnNumber: Math.max(place.columnNumber, 0) };
}
