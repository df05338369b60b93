-- The list of contacts by creation under a status or a door that few have, without reading all the others.
CREATE INDEX contact__by_status_created ON contact (status, id);
CREATE INDEX contact__by_source ON contact (source, id);
