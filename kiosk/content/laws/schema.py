"""The tables of the law database. Others build on them: what stands here is described in `docs/interfaces.md`."""

FORMAT = 4  # rises when an older program could not read the database, and with `assets/everyday/senses.npz`, which indexes are made with

TABLES = """
-- one row each: `format`
create table meta (key text primary key, value text);

-- one version of a law, case or guide. `said` is the status the source gives, `status` what follows from all versions held;
-- `starts` the later of issued_on and effective_on; `replaced_by` the version or law that took its place;
-- `articles` counts articles, items and sections, not preambles and annexes
create table laws (
    id integer primary key, short text, title text, status text, issuer text, level text, issued_on text,
    effective_on text, source text, kind text, number text, category text, province text, city text,
    initials text, pinyin text, articles integer, said text, starts text, replaced_by integer references laws (id));
create index laws_by_short on laws (short);

-- the headings of a law in order, as a tree. kind: part, subpart, chapter, section, other
create table nodes (
    id integer primary key, law_id integer references laws (id), parent_id integer references nodes (id), kind text,
    title text, position integer);
create index nodes_by_law on nodes (law_id);

-- kind: article, item, section, preamble, annex. `chapter` are the titles of its headings in one line
create table articles (
    id integer primary key, law_id integer references laws (id), number text, text text, chapter text,
    position integer, kind text, node_id integer references nodes (id));
create index articles_by_law on articles (law_id, number);

-- the notes under the title. act: passed, approved, published, in_force, amended, revised
create table amendments (law_id integer references laws (id), position integer, day text, act text, by text, note text);
create index amendments_by_law on amendments (law_id);

-- what articles refer to, by name, so that it holds for every version. way: named, own, near. start and end count letters
create table refs (
    from_article integer references articles (id), from_law integer references laws (id), to_law text, to_number text,
    way text, part text, start integer, "end" integer);
create index refs_from on refs (from_article);
create index refs_to on refs (to_law, to_number);
create index refs_by_law on refs (from_law);

-- laws that a law abolishes in its last articles
create table repeals (by_law integer references laws (id), short text);

-- what was read, and with what outcome: unchanged files are not read again. law_id is null for what was left out
create table files (key text primary key, digest text, law_id integer references laws (id), name text, skipped text, remarks text);
create index files_by_law on files (law_id);
"""
