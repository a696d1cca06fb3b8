"""The book file: its layout, and the triggers that keep what was written as it was."""

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


class NewerBook(Exception):
    """The book file was written by a newer program than this one."""
