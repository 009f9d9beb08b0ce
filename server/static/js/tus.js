import { csrfToken } from "./api.js";

const SILENCE = 45_000;
const WHILE_THE_SERVER_CHECKS = 300_000;

/**
 * One call of the upload protocol tus 1.0 (https://tus.io). By XMLHttpRequest: fetch tells nothing of how much
 * has left.
 * @param {object=} parts  `headers`, `body`, `signal` to end it, `progress(bytes)` as they leave
 * @returns {Promise<Answer>} never rejected
 * @typedef {{status: number, location: ?string, offset: number, problem: ?object}} Answer  status 0: none came
 */
export function ask(method, path, { headers = {}, body = null, signal, progress = () => {} } = {}) {
  return new Promise((resolve) => {
    const call = new XMLHttpRequest();
    const stop = () => call.abort();
    const watch = watchOver(call);
    call.open(method, path);
    const all = { "Tus-Resumable": "1.0.0", "X-CSRFToken": csrfToken(), Accept: "application/json", ...headers };
    for (const [name, value] of Object.entries(all)) call.setRequestHeader(name, value);
    call.upload.onprogress = ({ loaded }) => (watch.expect(SILENCE), progress(loaded));
    call.upload.onload = () => watch.expect(WHILE_THE_SERVER_CHECKS);
    call.onloadend = () => {
      watch.end();
      signal?.removeEventListener("abort", stop);
      resolve(answerOf(call));
    };
    signal?.addEventListener("abort", stop);
    watch.expect(SILENCE);
    call.send(body);
  });
}

/** A lost route closes nothing: a call that has been silent for too long is given up. */
function watchOver(call) {
  let timer;
  return {
    expect: (within) => {
      clearTimeout(timer);
      timer = setTimeout(() => call.abort(), within);
    },
    end: () => clearTimeout(timer),
  };
}

function answerOf(call) {
  return {
    status: call.status,
    location: call.status && call.getResponseHeader("Location"),
    offset: Number(call.status && call.getResponseHeader("Upload-Offset")),
    problem: problemOf(call.responseText),
  };
}

function problemOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
