const PAGE = 100;
const LEAP = 500;

/** Loads older events page by page as their reader comes near the beginning of what is there. */
export class OlderPages {
  #path;
  #as;
  #sign;
  #before;
  #show;
  #request;
  #loading = null;
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

  /** Loads until the event `seq` is there too; gives up where the server does not answer. */
  async to(seq) {
    while (this.#before > Math.max(seq, 1) && (await this.#load(LEAP)));
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

  /** Whether a page came; who asks while one is on its way waits for that one. */
  #load(limit = PAGE) {
    this.#loading ??= this.#loadPage(limit).finally(() => (this.#loading = null));
    return this.#loading;
  }

  async #loadPage(limit) {
    const query = `?before=${this.#before}&limit=${limit}&as=${this.#as}`;
    const page = await this.#request("GET", this.#path + query).catch(() => null);
    if (!page) this.#again();
    else {
      this.#show(page.events);
      this.begin(page.events[0]?.seq ?? 1);
    }
    return Boolean(page);
  }

  #again() {
    setTimeout(() => this.begin(this.#before), 3000);
  }
}
