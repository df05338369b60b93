-- The pages of a program with a million contacts (docs/benchmarks.md).

-- The latest changes among the referrals of one advocate. Most are never changed, and cost nothing here.
CREATE INDEX attribution__by_advocate_change ON attribution (advocate_id, changed_at) WHERE changed_at IS NOT NULL;
