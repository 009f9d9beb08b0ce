/** Asks the server for what messages answer and the page does not show, one after the other. */
export class Originals {
  #path;
  #as;
  #request;
  #wanted = new Map();
  #isAsking = false;

  constructor({ sessionId, as, request }) {
    this.#path = `/api/v1/sessions/${sessionId}/events`;
    this.#as = as;
    this.#request = request;
  }

  /** Has `show(event)` called once it is there. */
  want(seq, show) {
    this.#wanted.set(seq, [...(this.#wanted.get(seq) ?? []), show]);
    this.ask();
  }

  /** Asks for what is still wanted; what can't be had now is asked for on the next connection. */
  async ask() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    for (const seq of this.#wanted.keys()) {
      const query = `?after=${seq - 1}&limit=1&as=${this.#as}`;
      const page = await this.#request("GET", this.#path + query).catch(() => null);
      if (!page) break;
      const [event] = page.events;
      if (event?.seq === seq) for (const show of this.#wanted.get(seq)) show(event);
      this.#wanted.delete(seq);
    }
    this.#isAsking = false;
  }

  /** The log is another one: nothing of it is wanted. */
  forget() {
    this.#wanted.clear();
  }
}
