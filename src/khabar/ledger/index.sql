-- What linking keeps of each mention, so that new pages are linked without reading all others. It follows from the
-- documents, and is made anew whenever all reports are linked.

CREATE OR REPLACE TABLE link_documents (
    doc_id VARCHAR NOT NULL,
    seal VARCHAR NOT NULL,
    address BIGINT
);
COMMENT ON TABLE link_documents IS 'The documents that are linked, each with the seal that it had then, and a hash of its address without what differs between links to one page.';

CREATE OR REPLACE TABLE link_mentions (
    mention BIGINT NOT NULL,
    key VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    opens BOOLEAN NOT NULL,
    part BIGINT NOT NULL,
    home BIGINT,
    link VARCHAR,
    "group" BIGINT,
    outline VARCHAR NOT NULL
);
COMMENT ON TABLE link_mentions IS 'What one document tells of one happening: by a number (a hash of key, its smallest report id), whether it opens an incident, the connected part of strong pairs that it is of, and the mention that one that opens nothing belongs to, with log-odds and features (JSON); the first mention of its incident; and what it is compared by beside the words of its document (JSON).';

CREATE OR REPLACE TABLE link_keys (
    block BIGINT NOT NULL,
    place BIGINT NOT NULL,
    kind TINYINT NOT NULL,
    wide BOOLEAN NOT NULL,
    mention BIGINT NOT NULL
);
COMMENT ON TABLE link_keys IS 'The blocks of each mention (hashes of type, day, cell, actors or a rare word), and its place in their order.';

CREATE OR REPLACE TABLE link_scores (
    one BIGINT NOT NULL,
    other BIGINT NOT NULL,
    log_odds DOUBLE NOT NULL
);
COMMENT ON TABLE link_scores IS 'The log-odds of two mentions of one part being of one incident, as they follow from two documents: minus infinity for two that may not be.';
