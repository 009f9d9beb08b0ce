/** The consoles of this browser tell each other when a session was started. */
export class Siblings {
  #channel = globalThis.BroadcastChannel ? new BroadcastChannel("beistand.console") : null;

  tell() {
    this.#channel?.postMessage("sessions");
  }

  listen(listener) {
    this.#channel?.addEventListener("message", listener);
  }
}
