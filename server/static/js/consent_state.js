/** What is asked and allowed before anybody asked; `question.expires_at` is as the server says it. */
export function nothing() {
  return { question: null, grants: { view: null, control: null }, share: null, refusals: { view: 0, control: 0 } };
}

/** The state once this event happened, as server/domain/consent.py has it; the same one where it is about other things. */
export function folded(state, { seq, kind, body }) {
  return FOLDS[kind]?.(state, body, seq) ?? state;
}

const over = (state) => ({ ...nothing(), refusals: state.refusals });

/** A question that is taken back counts as one without a yes. */
function unanswered({ refusals }, permission) {
  return { question: null, refusals: { ...refusals, [permission]: refusals[permission] + 1 } };
}

const FOLDS = {
  requested: (state, body, seq) => ({ ...state, question: { ...body, request: seq, extensions: 0 } }),
  extended: (state, { request, expires_at }) => {
    const { question } = state;
    if (question?.request !== request) return state;
    return { ...state, question: { ...question, expires_at, extensions: question.extensions + 1 } };
  },
  answered: (state, { request, permission, granted }) => {
    if (!granted) return { ...state, ...unanswered(state, permission) };
    const grants = { ...state.grants, [permission]: request };
    return { ...state, question: null, grants, refusals: { ...state.refusals, [permission]: 0 } };
  },
  withdrawn: (state, { request, permission }) => ({
    ...state,
    ...(state.question?.request === request && unanswered(state, permission)),
    grants: state.grants[permission] === request ? { ...state.grants, [permission]: null } : state.grants,
    share: state.share?.request === request ? null : state.share,
  }),
  share_started: (state, { request, permission, source }) => ({ ...state, share: { request, permission, source } }),
  // Where control takes a view's place, its start comes with the next event: nobody sees the picture leave and come.
  share_stopped: (state, { reason }) => (reason === "control" ? state : { ...state, share: null }),
  admitted: over,
  ended: over,
  expired: over,
};
