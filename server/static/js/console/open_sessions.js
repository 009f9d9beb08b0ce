/** The technician's sessions that are not over, oldest first; `request` as in api.js. */
export async function openSessions(request) {
  const sessions = [];
  let after = "";
  do {
    const page = await request("GET", `/api/v1/sessions?state=waiting,active${after}`);
    sessions.push(...page.sessions);
    after = page.next === null ? null : `&after=${page.next}`;
  } while (after !== null);
  return sessions.reverse();
}

/** Those of these sessions that still exist and are the technician's. */
export async function sessionsById(request, ids) {
  const asked = ids.map((id) => request("GET", `/api/v1/sessions/${id}`).catch(() => null));
  return (await Promise.all(asked)).filter(Boolean);
}
