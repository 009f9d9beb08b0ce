"""The tables. Times are milliseconds since 1970 UTC; hashes are 32 raw bytes."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()

# Integers that SQLite can use as a table's rowid.
Number = BigInteger().with_variant(Integer, "sqlite")

facts = Table(
    "facts",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)

technicians = Table(
    "technicians",
    metadata,
    Column("id", String, primary_key=True),
    Column("email", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("password_hash", String, nullable=False),
    Column("is_admin", Boolean, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("disabled_at", BigInteger),
)

technician_tokens = Table(
    "technician_tokens",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("technician_id", ForeignKey("technicians.id"), nullable=False),
    Column("purpose", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    # Since when the console of this sign-in is locked (ms).
    Column("locked_at", BigInteger),
)

sessions = Table(
    "sessions",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("technician_id", ForeignKey("technicians.id"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("key_hash", LargeBinary, nullable=False),
    Column("link_hash", LargeBinary, nullable=False, unique=True),
    Column("key_expires_at", BigInteger, nullable=False),
    Column("control_on_arrival", Boolean, nullable=False),
    Column("customer_files", Boolean, nullable=False),
    # What follows is projected from the log in the transaction that writes it.
    Column("state", String, nullable=False),
    Column("customer_name", String),
    Column("customer_id", String),
    Column("ended_at", BigInteger),
    Index("sessions_by_technician", "technician_id", "number"),
    Index("sessions_by_state", "state", "key_expires_at"),
    Index("sessions_by_key", "key_hash"),
)
# A key may be drawn again once its session is over.
Index(
    "sessions_key_in_use",
    sessions.c.key_hash,
    unique=True,
    sqlite_where=text("state IN ('waiting', 'active')"),
    postgresql_where=text("state IN ('waiting', 'active')"),
)

events = Table(
    "events",
    metadata,
    # A plain growing row number: the log is only ever appended to.
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("session", Number, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("author", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("client_id", String),
    Index("events_by_seq", "session", "seq", unique=True),
)
Index(
    "events_by_client_id",
    events.c.session,
    events.c.client_id,
    unique=True,
    sqlite_where=text("client_id IS NOT NULL"),
    postgresql_where=text("client_id IS NOT NULL"),
)
# A session's turns (joined, ended …) are few and tell its state without what is said in it.
# A query must say it literally as the partial index does, else SQLite reads every message.
IS_A_TURN = text("kind NOT IN ('message', 'file')")
Index(
    "events_turns",
    events.c.session,
    events.c.seq,
    sqlite_where=IS_A_TURN,
    postgresql_where=IS_A_TURN,
)

read_marks = Table(
    "read_marks",
    metadata,
    Column("session", Number, primary_key=True),
    Column("role", String, primary_key=True),
    Column("seq", Integer, nullable=False),
)

customer_tokens = Table(
    "customer_tokens",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("session", ForeignKey("sessions.number"), nullable=False),
    Column("customer_id", String, nullable=False),
    Column("name", String, nullable=False),
    # "access" is shown again and again, "entry" opens the chat in a browser once; "helper" and
    # "attach" are the same for the tray app.
    Column("purpose", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

# A file whose `file` event is in the log; its bytes are in the FileStore under `id`.
files = Table(
    "files",
    metadata,
    Column("id", String, primary_key=True),
    Column("session", ForeignKey("sessions.number"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    # Author and body as the event has them, in JSON.
    Column("author", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("files_by_session", "session", "seq"),
)

# A file on its way; what has arrived lies in the home under `id`, the file will be called so too.
uploads = Table(
    "uploads",
    metadata,
    Column("id", String, primary_key=True),
    Column("session", ForeignKey("sessions.number"), nullable=False),
    Column("author", Text, nullable=False),
    Column("client_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    # The file's event, once there is one: who did not hear of it may ask.
    Column("seq", Integer),
    Index("uploads_by_client_id", "session", "client_id"),
    Index("uploads_by_age", "created_at"),
)

# Links of a session beside its own one: each SMS carries one.
session_links = Table(
    "session_links",
    metadata,
    Column("link_hash", LargeBinary, primary_key=True),
    Column("session", ForeignKey("sessions.number"), nullable=False),
    # The name of its invitation: s1, s2 …
    Column("label", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("session_links_by_session", "session"),
)

# Counts what costs money; a failed one no longer counts for its session.
sms_log = Table(
    "sms_log",
    metadata,
    Column("session", ForeignKey("sessions.number"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("technician_id", ForeignKey("technicians.id"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("failed", Boolean, nullable=False),
    Index("sms_log_by_technician", "technician_id", "created_at"),
)

# Canned replies; the shortcut is unique to its technician.
replies = Table(
    "replies",
    metadata,
    Column("id", String, primary_key=True),
    Column("technician_id", ForeignKey("technicians.id"), nullable=False),
    Column("shortcut", String, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("technician_id", "shortcut"),
)

# Browsers in which a technician wants to be told while the console is closed. The id is the hash
# of the endpoint, which is as good as a password for it.
push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    Column("id", String, primary_key=True),
    Column("technician_id", ForeignKey("technicians.id"), nullable=False),
    Column("endpoint", Text, nullable=False),
    # The browser's keys in base64url: what is sent to it is encrypted for these.
    Column("p256dh", String, nullable=False),
    Column("auth", String, nullable=False),
    Column("locale", String, nullable=False),
    Column("arrivals", Boolean, nullable=False),
    Column("messages", Boolean, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("push_subscriptions_by_technician", "technician_id", "created_at"),
)
