// The program, which runs in a worker.

const engine = {
  worker: null,
  ready: null,
  waiting: new Map(),
  next: 0,

  /** Starts it, or starts it anew. */
  start() {
    this.worker?.terminate();
    for (const { fail } of this.waiting.values()) fail(Object.assign(new Error('stopped'), { stopped: true }));
    this.waiting.clear();
    const source = new Blob([$('worker').textContent], { type: 'text/javascript' });
    const address = URL.createObjectURL(source);
    this.worker = new Worker(address);
    URL.revokeObjectURL(address);
    this.worker.onmessage = ({ data }) => this.settle(data);
    this.worker.onerror = (event) => complain(new Error(`The page could not start its program: ${event.message}`));
    this.ready = this.send('start', { engine: $('engine').textContent.trim() });
    return this.ready;
  },

  settle({ id, result, error, trapped }) {
    const { done, fail } = this.waiting.get(id) ?? {};
    this.waiting.delete(id);
    if (error === undefined) done?.(result);
    else fail?.(Object.assign(new Error(error), { trapped }));
  },

  send(what, given) {
    const id = this.next;
    this.next += 1;
    return new Promise((done, fail) => {
      this.waiting.set(id, { done, fail });
      this.worker.postMessage({ id, what, given });
    });
  },

  /** Asks it something. An error has `trapped` where the program failed, and `stopped` where somebody stopped it. */
  async ask(what, given = {}) {
    await this.ready;
    return this.send(what, given);
  },
};
