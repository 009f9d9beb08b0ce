const PAUSE = 5 * 60 * 1000;

/** Whether both were said on the same day, where the reader is. */
export function sameDay(previous, next) {
  return new Date(previous.at).toDateString() === new Date(next.at).toDateString();
}

/** Whether `next` goes on where `previous` stopped: same person, no longer pause. */
export function continues(previous, next) {
  return (
    sameDay(previous, next) &&
    sameAuthor(previous.author, next.author) &&
    new Date(next.at) - new Date(previous.at) < PAUSE
  );
}

/** A notice has no author: it stands between what people say. */
function sameAuthor(one, other) {
  return one !== null && other !== null && one.role === other.role && one.name === other.name;
}
