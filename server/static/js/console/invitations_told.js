const KINDS = new Set(["invited", "joined", "waiting", "admitted", "refused"]);

/**
 * What the log tells of the invitations of a session, one row for each that has a life of its own:
 * {name, way, number, reason, isDead, steps: [{step, at}]}, in the order in which they were first heard of.
 *
 * Steps: "sent", "failed", "opened", "waiting", "joined", "refused". Pure: it knows events and nothing else.
 */
export class InvitationsTold {
  #events = [];
  #rows = [];
  #waiting = new Map();

  get rows() {
    return this.#rows;
  }

  /** The name that an SMS from the technician's own phone may have: one that no other has. */
  get nextSms() {
    const numbers = this.#rows.filter(({ way }) => way === "sms").map(({ name }) => Number(name.slice(1)));
    return `s${Math.max(0, ...numbers) + 1}`;
  }

  /** Takes an event; one from the beginning of the log may come late. */
  hear(event) {
    if (!KINDS.has(event.kind) || this.#events.some(({ seq }) => seq === event.seq)) return;
    const isLate = event.seq < this.#events.at(-1)?.seq;
    this.#events.push(event);
    if (isLate) this.#tellAnew();
    else this.#tell(event);
  }

  // Private

  #tellAnew() {
    this.#events.sort((one, other) => one.seq - other.seq);
    this.#rows = [];
    this.#waiting.clear();
    for (const event of this.#events) this.#tell(event);
  }

  #tell({ seq, at, kind, body }) {
    if (kind === "invited") this.#invited(body, at);
    if (kind === "joined") this.#add(this.#row(nameOf(body), wayOf(body)), "joined", at);
    if (kind === "admitted") this.#add(this.#waiting.get(body.waiting), "joined", at);
    if (kind === "refused") this.#add(this.#waiting.get(body.waiting), "refused", at);
    if (kind === "waiting") {
      const row = this.#row(nameOf(body), wayOf(body));
      this.#waiting.set(seq, row);
      this.#add(row, "waiting", at);
    }
  }

  #invited({ invitation, way, step, number, reason }, at) {
    if (step === "renewed") {
      for (const row of this.#rows) row.isDead = true;
      return;
    }
    const row = this.#row(invitation, way);
    Object.assign(row, { number: number ?? row.number, reason: reason ?? null });
    this.#add(row, step, at);
  }

  /** The living row of this name; who opens a dead one is told so by the server. */
  #row(name, way) {
    const found = this.#rows.find((row) => row.name === name && !row.isDead);
    if (found) return found;
    const row = { name, way, number: null, reason: null, isDead: false, steps: [] };
    this.#rows.push(row);
    return row;
  }

  #add(row, step, at) {
    row?.steps.push({ step, at: new Date(at) });
  }
}

function nameOf({ way, invitation }) {
  return invitation ?? way;
}

function wayOf(body) {
  const name = nameOf(body);
  return /^s\d/.test(name) ? "sms" : name;
}
