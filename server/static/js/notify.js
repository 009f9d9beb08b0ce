/** Shows a notification of the system, where its person allowed that; `opens` when it is clicked. */
export function notify({ title, body, tag, opens }) {
  if (globalThis.Notification?.permission !== "granted") return;
  try {
    const notification = new Notification(title, { body, tag });
    notification.onclick = () => {
      window.focus();
      notification.close();
      opens?.();
    };
  } catch {
    // Some phones have the interface but refuse it to pages.
  }
}
