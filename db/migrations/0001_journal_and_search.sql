-- The journal is append-only: not by habit, by the engine.
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
-- Words of a contribution are immutable; erasing a person's words (a DELETE) stays possible.
CREATE TRIGGER contributions_are_never_reworded BEFORE UPDATE OF text, hash ON contributions
BEGIN SELECT RAISE(ABORT, 'contributions are immutable'); END;
--> statement-breakpoint
CREATE VIRTUAL TABLE contributions_search USING fts5(
  text, contribution_id UNINDEXED, tokenize = "unicode61 remove_diacritics 2"
);
--> statement-breakpoint
INSERT INTO contributions_search (contributions_search, rank) VALUES ('secure-delete', 1);
--> statement-breakpoint
CREATE TRIGGER contributions_search_insert AFTER INSERT ON contributions
BEGIN INSERT INTO contributions_search (text, contribution_id) VALUES (new.text, new.id); END;
--> statement-breakpoint
CREATE TRIGGER contributions_search_withdraw AFTER INSERT ON contribution_withdrawals
BEGIN DELETE FROM contributions_search WHERE contribution_id = new.contribution_id; END;
--> statement-breakpoint
CREATE TRIGGER contributions_search_delete AFTER DELETE ON contributions
BEGIN DELETE FROM contributions_search WHERE contribution_id = old.id; END;
