/** Whether the customer is asked for control on arrival: the box shows what the server has stored. */
export class ControlChoice {
  #box;
  #alert;
  #session;
  #request;
  #isAsking = false;

  constructor({ element, session, request }) {
    this.#box = element.querySelector("input");
    this.#alert = element.querySelector(".choice-alert");
    this.#session = session;
    this.#request = request;
    this.#box.addEventListener("change", () => this.#store());
  }

  draw() {
    if (!this.#isAsking) this.#box.checked = this.#session.controlOnArrival;
    this.#box.disabled = this.#session.isOver;
  }

  // Private

  async #store() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#alert.textContent = "";
    const wanted = this.#box.checked;
    try {
      const body = { control_on_arrival: wanted };
      const answer = await this.#request("PATCH", `/api/v1/sessions/${this.#session.id}`, body);
      this.#session.controlOnArrival = answer.control_on_arrival;
    } catch (problem) {
      this.#alert.textContent = problem.message;
      this.#box.checked = this.#session.controlOnArrival;
    }
    this.#isAsking = false;
    // Changed again meanwhile: the last word counts.
    if (this.#box.checked !== this.#session.controlOnArrival) this.#store();
  }
}
