/** Loads older events page by page as their reader comes near the beginning of what is there. */
export class OlderPages {
  #path;
  #as;
  #sign;
  #before;
  #show;
  #request;
  #loading = false;
  #observer;

  /** `sign` stands above the log and says that there is more; `show(events)` draws a page. */
  constructor({ sessionId, as, sign, log, show, request }) {
    this.#path = `/api/v1/sessions/${sessionId}/events`;
    this.#as = as;
    this.#sign = sign;
    this.#show = show;
    this.#request = request;
    this.#observer = new IntersectionObserver(this.#seen, { root: log, rootMargin: "600px 0px" });
  }

  /** There is more before the event `before`. */
  begin(before) {
    this.#before = before;
    this.#sign.hidden = before <= 1;
    this.#observer.disconnect();
    if (before > 1) this.#observer.observe(this.#sign);
  }

  // Private

  #seen = ([{ isIntersecting }]) => {
    if (isIntersecting) this.#load();
  };

  async #load() {
    if (this.#loading) return;
    this.#loading = true;
    const query = `?before=${this.#before}&limit=100&as=${this.#as}`;
    const page = await this.#request("GET", this.#path + query).catch(() => null);
    this.#loading = false;
    if (!page) return this.#again();
    const first = page.events[0]?.seq ?? 1;
    this.#show(page.events);
    this.begin(first);
  }

  #again() {
    setTimeout(() => this.begin(this.#before), 3000);
  }
}
