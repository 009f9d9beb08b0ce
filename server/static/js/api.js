import { _ } from "./i18n.js";

/** A refusal by the server (RFC 9457), or `code: "unreachable"` when there was no answer. */
export class Problem extends Error {
  constructor({ status = 0, code = "unknown", title = "", detail = "" }) {
    // The title says what is wrong, the detail what to do about it.
    super([title, detail].filter(Boolean).join(". "));
    Object.assign(this, { status, code, title, detail });
  }
}

/** The JSON answer of the server (null for 204); throws a Problem with words for a person. */
export async function request(method, path, body) {
  const answer = await ask(method, path, body);
  if (answer.status === 204) return null;
  const content = await answer.json().catch(() => null);
  if (answer.ok && content) return content;
  throw new Problem({
    detail: _("The server could not do this. Please try again in a moment."),
    ...content,
    status: answer.status,
  });
}

async function ask(method, path, body) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    return await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Problem({
      code: "unreachable",
      detail: _("No connection to the server. Please check your internet connection and try again."),
    });
  }
}

export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}
