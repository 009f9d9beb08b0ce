const KEY = "beistand.console";

/** Which tabs this browser tab shows, over a reload: their ids and which one is selected. */
export class RememberedTabs {
  get() {
    try {
      return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  }

  set(tabs) {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(tabs));
    } catch {
      // Without storage a reload begins with the window for a new session.
    }
  }
}
