/** A checkbox about the session: it shows what the server has stored. */
export class SessionChoice {
  #box;
  #alert;
  #session;
  #request;
  #field;
  #fact;
  #isAsking = false;

  /** `field` is the choice's name in the API, `fact` in the session. */
  constructor({ element, alert, session, request, field, fact }) {
    this.#box = element.querySelector("input");
    this.#alert = alert;
    this.#session = session;
    this.#request = request;
    this.#field = field;
    this.#fact = fact;
    this.#box.addEventListener("change", () => this.#store());
  }

  draw() {
    if (!this.#isAsking) this.#box.checked = this.#session[this.#fact];
    this.#box.disabled = this.#session.isOver;
  }

  // Private

  async #store() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#alert.textContent = "";
    const wanted = this.#box.checked;
    try {
      const body = { [this.#field]: wanted };
      const answer = await this.#request("PATCH", `/api/v1/sessions/${this.#session.id}`, body);
      this.#session[this.#fact] = answer[this.#field];
    } catch (problem) {
      this.#alert.textContent = problem.message;
      this.#box.checked = this.#session[this.#fact];
    }
    this.#isAsking = false;
    // Changed again meanwhile: the last word counts.
    if (this.#box.checked !== this.#session[this.#fact]) this.#store();
  }
}
