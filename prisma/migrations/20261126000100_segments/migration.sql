-- The pages of segments: members by when they were added, and how many of them are enrolled without reading a contact.

CREATE INDEX segment_member__by_added ON segment_member (segment_id, added_at, contact_id);
CREATE INDEX contact__status_by_id ON contact (id, status);
