"""The book file: its layout, its statements, and the triggers that keep what was written."""

FORMAT = 1
"""The layout of the book file; a file with a higher number was written by a newer program."""

CREATE = """
CREATE TABLE IF NOT EXISTS fact (
    position INTEGER PRIMARY KEY, type TEXT NOT NULL, tags TEXT NOT NULL, data TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS facts_are_not_changed BEFORE UPDATE ON fact
BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;
CREATE TRIGGER IF NOT EXISTS facts_are_not_deleted BEFORE DELETE ON fact
BEGIN SELECT RAISE(ABORT, 'a fact is never deleted'); END;
CREATE TRIGGER IF NOT EXISTS facts_are_appended BEFORE INSERT ON fact
WHEN NEW.position <= (SELECT max(position) FROM fact)
BEGIN SELECT RAISE(ABORT, 'a fact is only ever appended'); END;
"""
CHUNKS = (128, 32, 8, 1)
INSERTS = {
    rows: "INSERT INTO fact (position, type, tags, data) VALUES " + ",".join(["(?,?,?,?)"] * rows)
    for rows in CHUNKS
}
HEAD = "SELECT max(position) FROM fact"
# Python gives up its lock at every row it fetches; a page that comes as one row costs one. The
# separator stands in no JSON text, and `append` refuses data that holds it.
SEPARATOR = "\x1e"
_PAGE = """
SELECT group_concat(position, char(30)), group_concat(type, char(30)), group_concat(tags),
       group_concat(data, char(30)) FROM
"""
AFTER = _PAGE + "(SELECT * FROM fact WHERE position > ? ORDER BY position LIMIT ?)"
AT = _PAGE + (
    "(SELECT fact.* FROM json_each(?) AS wanted CROSS JOIN fact ON fact.position = wanted.value)"
)
PAGE = 1_000
"""How many rows are read at a time."""


class NewerBook(Exception):
    """The book file was written by a newer program than this one."""
