-- The batches of which records were refused: what keeps failing is read from the latest of them, too. A batch is answered
-- as done whatever became of its records, so it is none of the refused requests.
CREATE INDEX integration_event__failing_in_batches ON integration_event (id) WHERE trace ? 'rejected' AND outcome = 'done';
