-- Who answered before the choice could have answered otherwise: it is settled with the first answer, by the engine.
CREATE TRIGGER anonymity_is_settled BEFORE UPDATE OF is_anonymous ON surveys
WHEN old.is_anonymous <> new.is_anonymous AND (
  EXISTS (SELECT 1 FROM responses WHERE survey_id = old.id)
  OR EXISTS (SELECT 1 FROM sealed_drafts WHERE survey_id = old.id)
  OR EXISTS (SELECT 1 FROM anonymous_receipts WHERE survey_id = old.id)
)
BEGIN SELECT RAISE(ABORT, 'the anonymity of a survey is settled'); END;
