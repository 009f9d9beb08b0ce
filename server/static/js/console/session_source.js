const PATH = "/api/v1/sessions";
const BEGINNING = 100;

/** The technician's sessions as the server has them. Each call throws a Problem when it can't answer. */
export class SessionSource {
  #request;

  /** `request` as in api.js. */
  constructor(request) {
    this.#request = request;
  }

  /** Those that are not over, oldest first. */
  async open() {
    const sessions = [];
    let after = "";
    do {
      const page = await this.#request("GET", `${PATH}?state=waiting,active${after}`);
      sessions.push(...page.sessions);
      after = page.next === null ? null : `&after=${page.next}`;
    } while (after !== null);
    return sessions.reverse();
  }

  /** Those that are not over, and of these ids also the others, oldest first. */
  async openAnd(ids) {
    const open = await this.open();
    const known = new Set(open.map(({ id }) => id));
    const asked = ids.filter((id) => !known.has(id)).map((id) => this.#one(id));
    const others = (await Promise.all(asked)).filter(Boolean);
    return [...open, ...others].sort((a, b) => a.created_at.localeCompare(b.created_at));
  }

  /** How the customer of a long session was invited and came: the chat shows its end. */
  async beginning(id) {
    const page = await this.#request("GET", `${PATH}/${id}/events?after=0&limit=${BEGINNING}&as=technician`).catch(() => null);
    return page?.events ?? [];
  }

  /** Who waits to be let in. */
  async waiting(id) {
    const answer = await this.#request("GET", `${PATH}/${id}/waiting`).catch(() => null);
    return answer?.waiting ?? [];
  }

  #one(id) {
    return this.#request("GET", `${PATH}/${id}`).catch(() => null);
  }
}
