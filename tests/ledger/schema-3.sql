-- A khabar ledger, schema 3. Offsets are code points into documents.text, end exclusive; NULL means that the text
-- does not give the value. Every table but runs, judgements and meta follows from the pages alone, in any order.

CREATE TABLE meta (
    key VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);
COMMENT ON TABLE meta IS 'What this file is: application, schema_version, whether all reports are linked, and the salt of its pseudonyms.';

CREATE TABLE runs (
    run_id INTEGER PRIMARY KEY,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    status VARCHAR NOT NULL,
    khabar_version VARCHAR NOT NULL,
    coder VARCHAR,
    settings VARCHAR NOT NULL,
    counts VARCHAR
);
COMMENT ON TABLE runs IS 'Each call that wrote here: when (UTC), with which coder and settings (JSON), and what came of it (JSON).';

CREATE TABLE raw (
    raw_sha256 VARCHAR PRIMARY KEY,
    codec VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    bytes BLOB NOT NULL,
    packed_sha256 VARCHAR NOT NULL
);
COMMENT ON TABLE raw IS 'Pages as they came in, byte for byte, compressed with codec; size counts the bytes before. Left out with --no-raw.';

CREATE TABLE documents (
    doc_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    outlet VARCHAR,
    title VARCHAR,
    byline VARCHAR,
    url VARCHAR,
    language VARCHAR,
    published DATE,
    published_from VARCHAR,
    updated DATE,
    media_type VARCHAR NOT NULL,
    raw_sha256 VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    coder VARCHAR,
    given VARCHAR,
    masked INTEGER NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    seal VARCHAR NOT NULL
);
COMMENT ON TABLE documents IS 'Pages as read: the canonical text that every offset counts in, and its metadata. given (JSON) is what came along with the page, masked counts the places that khabar forget blackened, seal is a hash of all that was coded.';

CREATE TABLE statements (
    doc_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    found_in VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL
);
COMMENT ON TABLE statements IS 'All that a page, or the container it came in, says of its own metadata, and where; the chosen ones first.';

CREATE TABLE blocks (
    doc_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    form VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL
);
COMMENT ON TABLE blocks IS 'The layout of a document where it is more than plain paragraphs: heading, list, quote, caption, table, related.';

CREATE TABLE signatures (
    doc_id VARCHAR PRIMARY KEY,
    signature BLOB NOT NULL
);
COMMENT ON TABLE signatures IS 'By what texts are known to be alike: hashes of runs of words, from which no word can be read.';

CREATE TABLE passages (
    doc_id VARCHAR NOT NULL,
    passage_index INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    comment INTEGER,
    writer VARCHAR,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    confidence DOUBLE NOT NULL,
    reply_to INTEGER
);
COMMENT ON TABLE passages IS 'Stretches of a document in one voice: title, body, caption, comment, boilerplate. writer is a pseudonym; reply_to is the comment that this one answers.';

CREATE TABLE reports (
    report_id VARCHAR PRIMARY KEY,
    doc_id VARCHAR NOT NULL,
    passage VARCHAR NOT NULL,
    comment INTEGER,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    event_mode VARCHAR,
    contexts VARCHAR[] NOT NULL,
    cameo VARCHAR,
    acled_event VARCHAR,
    acled_sub_event VARCHAR,
    trigger_text VARCHAR NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    polarity VARCHAR NOT NULL,
    modality VARCHAR NOT NULL,
    aspect VARCHAR NOT NULL,
    standing VARCHAR NOT NULL,
    place_text VARCHAR,
    place_start INTEGER,
    place_end INTEGER,
    place_id VARCHAR,
    place_name VARCHAR,
    place_relation VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    country_iso3 VARCHAR,
    admin1 VARCHAR,
    where_prec INTEGER,
    date_text VARCHAR,
    date_text_start INTEGER,
    date_text_end INTEGER,
    date_start DATE,
    date_end DATE,
    date_prec INTEGER,
    date_anchor VARCHAR,
    confidence DOUBLE NOT NULL,
    coder VARCHAR NOT NULL,
    opens BOOLEAN NOT NULL,
    position INTEGER NOT NULL,
    record VARCHAR NOT NULL,
    certainty DOUBLE,
    instrument_text VARCHAR,
    instrument_start INTEGER,
    instrument_end INTEGER,
    instrument_kind VARCHAR,
    ucdp_violence INTEGER
);
COMMENT ON TABLE reports IS 'The unit of everything: one statement, in one voice, that something happened, did not, may have, will, or should. record is the whole report as JSON; certainty grades from -3 (did not happen) to 3 (happened); instrument_kind is a kind of weapon; ucdp_violence is UCDP''s type: 1 state-based, 2 non-state, 3 one-sided.';

CREATE TABLE actors (
    report_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    text VARCHAR,
    start_char INTEGER,
    end_char INTEGER,
    actor_id VARCHAR,
    name VARCHAR,
    kind VARCHAR,
    country_iso3 VARCHAR,
    inferred BOOLEAN NOT NULL
);
COMMENT ON TABLE actors IS 'Who does what in a report; actor_id is NULL where the register does not know the name.';

CREATE TABLE tolls (
    report_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    measure VARCHAR NOT NULL,
    "of" VARCHAR,
    low BIGINT,
    best BIGINT,
    high BIGINT,
    unavailable BOOLEAN NOT NULL,
    text VARCHAR NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL
);
COMMENT ON TABLE tolls IS 'What an event cost according to one report; "of" names the part counted, NULL for all.';

CREATE TABLE links (
    report_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    text VARCHAR,
    start_char INTEGER,
    end_char INTEGER,
    actor_id VARCHAR,
    inferred BOOLEAN NOT NULL,
    cue_text VARCHAR,
    cue_start INTEGER,
    cue_end INTEGER,
    manner VARCHAR NOT NULL,
    stance VARCHAR NOT NULL,
    confidence DOUBLE
);
COMMENT ON TABLE links IS 'The chain that passed a report on, outermost voice first (position 0 is the author or the commenter).';

CREATE TABLE relations (
    report_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    other_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL
);
COMMENT ON TABLE relations IS 'How two reports of one document belong together: same_event, about.';

CREATE TABLE explanations (
    report_id VARCHAR NOT NULL,
    doc_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    start_char INTEGER,
    end_char INTEGER
);
COMMENT ON TABLE explanations IS 'Why a field of a report has its value: the rule, and the words it rests on.';

CREATE TABLE failures (
    name VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    raw_sha256 VARCHAR,
    doc_id VARCHAR,
    position INTEGER
);
COMMENT ON TABLE failures IS 'Inputs, or parts of a document (doc_id is then given), that were set aside, and why.';

CREATE TABLE incidents (
    incident_id VARCHAR PRIMARY KEY,
    event_type VARCHAR NOT NULL,
    event_mode VARCHAR,
    acled_event VARCHAR,
    acled_sub_event VARCHAR,
    date_start DATE,
    date_end DATE,
    date_prec INTEGER,
    place_name VARCHAR,
    place_id VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    country_iso3 VARCHAR,
    admin1 VARCHAR,
    where_prec INTEGER,
    agents VARCHAR[] NOT NULL,
    targets VARCHAR[] NOT NULL,
    others VARCHAR[] NOT NULL,
    killed_low BIGINT,
    killed_best BIGINT,
    killed_high BIGINT,
    injured_low BIGINT,
    injured_best BIGINT,
    injured_high BIGINT,
    n_reports INTEGER NOT NULL,
    n_documents INTEGER NOT NULL,
    n_outlets INTEGER NOT NULL,
    n_origins INTEGER NOT NULL,
    standing VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    superseded_by VARCHAR,
    record VARCHAR NOT NULL
);
COMMENT ON TABLE incidents IS 'Something that happened, as the set of the reports that speak of it. record is the whole incident as JSON.';

CREATE TABLE memberships (
    incident_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    features VARCHAR NOT NULL
);
COMMENT ON TABLE memberships IS 'Which report belongs to which incident, as what, how surely, and from which features (JSON).';

CREATE TABLE text_clusters (
    doc_id VARCHAR PRIMARY KEY,
    text_cluster VARCHAR NOT NULL,
    is_earliest BOOLEAN NOT NULL,
    version INTEGER,
    n_versions INTEGER
);
COMMENT ON TABLE text_clusters IS 'Which documents are one text (copies, updates), which of them is the earliest, and, where one address was read with several texts, which version this is (1 is the oldest; NULL if nothing tells).';

CREATE TABLE judgements (
    judgement_id INTEGER PRIMARY KEY,
    made_at TIMESTAMP NOT NULL,
    author VARCHAR NOT NULL,
    decision VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    other_id VARCHAR,
    content VARCHAR,
    note VARCHAR
);
COMMENT ON TABLE judgements IS 'What people decided (accept, correct, merge, split, reject): appended, never overwritten.';

CREATE TABLE tombstones (
    kind VARCHAR NOT NULL,
    hash VARCHAR NOT NULL,
    words INTEGER,
    forgotten_at TIMESTAMP NOT NULL,
    why VARCHAR,
    PRIMARY KEY (kind, hash)
);
COMMENT ON TABLE tombstones IS 'What khabar forget took out: a salted hash of it and no byte of the text, so that it does not come back.';

CREATE VIEW voices AS
SELECT l.report_id, l.position, l.kind, coalesce(l.text, l.kind) AS voice, l.actor_id, l.cue_text AS cue, l.manner, l.stance,
       d.outlet, r.quote, r.doc_id
FROM links l JOIN reports r USING (report_id) JOIN documents d ON d.doc_id = r.doc_id
ORDER BY r.doc_id, r.position, l.position;
COMMENT ON VIEW voices IS 'Every voice of every chain, with the words it passes on.';

CREATE VIEW report_list AS
SELECT r.report_id, m.incident_id, d.outlet, d.published, r.passage, r.comment, r.event_type, r.event_mode,
       a.agents, a.targets, r.place_name AS place, r.country_iso3, r.date_start, r.date_end,
       t.killed_low, t.killed_best, t.killed_high,
       l.according_to, r.polarity, r.modality, r.aspect, r.standing, r.quote, d.name AS document, r.doc_id
FROM reports r
JOIN documents d ON d.doc_id = r.doc_id
LEFT JOIN (SELECT report_id, min(incident_id) AS incident_id FROM memberships GROUP BY report_id) m ON m.report_id = r.report_id
LEFT JOIN (
    SELECT report_id,
           string_agg(coalesce(name, text), '; ' ORDER BY position) FILTER (role = 'agent') AS agents,
           string_agg(coalesce(name, text), '; ' ORDER BY position) FILTER (role = 'target') AS targets
    FROM actors GROUP BY report_id
) a ON a.report_id = r.report_id
LEFT JOIN (
    SELECT report_id, min(low) AS killed_low, max(best) AS killed_best, max(high) AS killed_high
    FROM tolls WHERE measure = 'killed' AND "of" IS NULL GROUP BY report_id
) t ON t.report_id = r.report_id
LEFT JOIN (
    SELECT report_id, string_agg(coalesce(text, kind), ' > ' ORDER BY position) FILTER (position > 0) AS according_to
    FROM links GROUP BY report_id
) l ON l.report_id = r.report_id
ORDER BY r.doc_id, r.position;
COMMENT ON VIEW report_list IS 'Reports on one line each: who did what to whom, when, where, according to whom.';

CREATE VIEW incident_list AS
SELECT incident_id, event_type, event_mode, date_start, date_end, place_name AS place, country_iso3,
       array_to_string(agents, '; ') AS agents, array_to_string(targets, '; ') AS targets,
       killed_low, killed_best, killed_high, n_reports, n_documents, n_outlets, n_origins, standing, status
FROM incidents
ORDER BY date_start NULLS LAST, incident_id;
COMMENT ON VIEW incident_list IS 'Incidents on one line each.';

CREATE VIEW text_list AS
SELECT c.text_cluster, c.is_earliest, count(*) OVER (PARTITION BY c.text_cluster) AS n_copies, c.version, c.n_versions,
       d.published, d.outlet, d.title, d.url, d.name AS document, d.doc_id
FROM text_clusters c JOIN documents d ON d.doc_id = c.doc_id
ORDER BY c.text_cluster, NOT c.is_earliest, d.published NULLS LAST, d.doc_id;
COMMENT ON VIEW text_list IS 'Documents by text: who printed it first, who after, and the versions of one address.';

CREATE VIEW toll_list AS
SELECT m.incident_id, t.measure, t."of", t.low, t.best, t.high, t.unavailable, t.text, d.outlet, l.according_to,
       r.passage, r.polarity, r.modality, r.report_id, r.doc_id
FROM tolls t
JOIN reports r USING (report_id)
JOIN documents d ON d.doc_id = r.doc_id
LEFT JOIN memberships m ON m.report_id = t.report_id
LEFT JOIN (
    SELECT report_id, string_agg(coalesce(text, kind), ' > ' ORDER BY position) FILTER (position > 0) AS according_to
    FROM links GROUP BY report_id
) l ON l.report_id = t.report_id
ORDER BY m.incident_id, t.measure, r.doc_id, r.position, t.position;
COMMENT ON VIEW toll_list IS 'Every figure, with the outlet that prints it and the voice that gives it.';
