"""The first schema: shared entities, journal, local facts (registry version 1)."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE device (
        id TEXT NOT NULL,
        name TEXT,
        certificate TEXT,
        role TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE evidence (
        id TEXT NOT NULL,
        code TEXT,
        title TEXT,
        kind TEXT,
        issued_on TEXT,
        issuer TEXT,
        personal_class TEXT,
        note TEXT,
        added_at TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE head (
        entity TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        field TEXT NOT NULL,
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (entity, entity_id, field, device, seq)
    )
    """,
    """
    CREATE TABLE local (
        "key" TEXT NOT NULL,
        value BLOB NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE TABLE op (
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,
        prev_hash TEXT NOT NULL,
        txn_id TEXT NOT NULL,
        action TEXT NOT NULL,
        lamport INTEGER NOT NULL,
        wall TEXT NOT NULL,
        actor TEXT NOT NULL,
        entity TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        field TEXT NOT NULL,
        value_hash TEXT NOT NULL,
        seen TEXT NOT NULL,
        schema INTEGER NOT NULL,
        origin TEXT NOT NULL,
        PRIMARY KEY (device, seq)
    )
    """,
    "CREATE INDEX ix_op_order ON op (lamport, device, seq)",
    "CREATE INDEX ix_op_subject ON op (entity, entity_id, field)",
    "CREATE INDEX ix_op_txn_id ON op (txn_id)",
    """
    CREATE TABLE op_value (
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,
        salt TEXT,
        value TEXT,
        PRIMARY KEY (device, seq)
    )
    """,
    """
    CREATE TABLE "plan" (
        id TEXT NOT NULL,
        title TEXT,
        subject TEXT,
        number TEXT,
        symbol TEXT,
        place TEXT,
        issued_on TEXT,
        year INTEGER,
        year_to INTEGER,
        issuer TEXT,
        superior_name TEXT,
        signer_prefix TEXT,
        signer_title TEXT,
        signer_name TEXT,
        recipients TEXT,
        state TEXT,
        source_sha TEXT,
        source_name TEXT,
        draft_sha TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE quarantine (
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,
        hash TEXT NOT NULL,
        reason TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (device, seq, hash)
    )
    """,
    """
    CREATE TABLE superior (
        id TEXT NOT NULL,
        kind TEXT,
        name TEXT,
        office TEXT,
        valid_from TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE tip (
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,
        hash TEXT NOT NULL,
        lamport INTEGER NOT NULL,
        PRIMARY KEY (device)
    )
    """,
    """
    CREATE TABLE unit (
        id TEXT NOT NULL,
        name TEXT,
        abbreviation TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE waiting (
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,
        hash TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (device, seq, hash)
    )
    """,
    """
    CREATE TABLE basis (
        id TEXT NOT NULL,
        "plan" TEXT,
        position INTEGER,
        words TEXT,
        kind TEXT,
        number TEXT,
        issued_on TEXT,
        issuer TEXT,
        subject TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    'CREATE INDEX ix_basis_plan ON basis ("plan")',
    """
    CREATE TABLE duty (
        id TEXT NOT NULL,
        "plan" TEXT,
        position INTEGER,
        period TEXT,
        recipient TEXT,
        rule TEXT,
        words TEXT,
        source_block INTEGER,
        source_line INTEGER,
        inherited BOOLEAN,
        review TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    'CREATE INDEX ix_duty_plan ON duty ("plan")',
    """
    CREATE TABLE evidence_file (
        id TEXT NOT NULL,
        evidence TEXT,
        sha TEXT,
        name TEXT,
        size INTEGER,
        media_type TEXT,
        revision_of TEXT,
        added_at TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE INDEX ix_evidence_file_evidence ON evidence_file (evidence)",
    "CREATE INDEX ix_evidence_file_sha ON evidence_file (sha)",
    """
    CREATE TABLE evidence_link (
        id TEXT NOT NULL,
        evidence TEXT,
        entity TEXT,
        entity_id TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE INDEX ix_evidence_link_evidence ON evidence_link (evidence)",
    "CREATE INDEX ix_evidence_link_subject ON evidence_link (entity, entity_id)",
    """
    CREATE TABLE person (
        id TEXT NOT NULL,
        name TEXT,
        title TEXT,
        unit TEXT,
        duty TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(unit) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE INDEX ix_person_unit ON person (unit)",
    """
    CREATE TABLE report (
        id TEXT NOT NULL,
        "plan" TEXT,
        period TEXT,
        start TEXT,
        "end" TEXT,
        cut_off TEXT,
        last_safe_day TEXT,
        label TEXT,
        state TEXT,
        snapshot_sha TEXT,
        number TEXT,
        symbol TEXT,
        issued_on TEXT,
        fields TEXT,
        pdf_sha TEXT,
        signed_sha TEXT,
        signed_by TEXT,
        signed_at TEXT,
        narrative TEXT,
        revision INTEGER,
        supersedes TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(supersedes) REFERENCES report (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    'CREATE INDEX ix_report_plan ON report ("plan")',
    "CREATE INDEX ix_report_supersedes ON report (supersedes)",
    """
    CREATE TABLE target (
        id TEXT NOT NULL,
        "plan" TEXT,
        position INTEGER,
        number TEXT,
        grouping TEXT,
        words TEXT,
        source_words TEXT,
        source_block INTEGER,
        source_line INTEGER,
        source_page INTEGER,
        clauses TEXT,
        binds TEXT,
        review TEXT,
        owner TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(owner) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE INDEX ix_target_owner ON target (owner)",
    'CREATE INDEX ix_target_plan ON target ("plan")',
    """
    CREATE TABLE task (
        id TEXT NOT NULL,
        "plan" TEXT,
        position INTEGER,
        "row" INTEGER,
        grouping TEXT,
        words TEXT,
        source_words TEXT,
        source_block INTEGER,
        source_line INTEGER,
        source_page INTEGER,
        products TEXT,
        leads TEXT,
        coordinators TEXT,
        schedule TEXT,
        review TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY("plan") REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    'CREATE INDEX ix_task_plan ON task ("plan")',
    """
    CREATE TABLE account (
        id TEXT NOT NULL,
        person TEXT,
        login TEXT,
        role TEXT,
        closed BOOLEAN,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(person) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE INDEX ix_account_person ON account (person)",
    """
    CREATE TABLE measurement (
        id TEXT NOT NULL,
        target TEXT,
        clause INTEGER,
        year INTEGER,
        month INTEGER,
        numerator REAL,
        denominator REAL,
        value REAL,
        done BOOLEAN,
        estimate BOOLEAN,
        as_of TEXT,
        note TEXT,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(target) REFERENCES target (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE INDEX ix_measurement_target ON measurement (target)",
    """
    CREATE TABLE occurrence (
        id TEXT NOT NULL,
        task TEXT,
        year INTEGER,
        month INTEGER,
        last_year INTEGER,
        last_month INTEGER,
        state TEXT,
        cause TEXT,
        remedy TEXT,
        new_date TEXT,
        note TEXT,
        carried_from TEXT,
        asked BOOLEAN,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(task) REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(carried_from) REFERENCES occurrence (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE INDEX ix_occurrence_carried_from ON occurrence (carried_from)",
    "CREATE INDEX ix_occurrence_period ON occurrence (year, month)",
    "CREATE INDEX ix_occurrence_task ON occurrence (task)",
    """
    CREATE TABLE package (
        id TEXT NOT NULL,
        report TEXT,
        identity TEXT,
        file_name TEXT,
        folder TEXT,
        made_at TEXT,
        size INTEGER,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(report) REFERENCES report (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE INDEX ix_package_report ON package (report)",
    """
    CREATE TABLE school (
        id TEXT NOT NULL,
        kind TEXT,
        name TEXT,
        symbol TEXT,
        place TEXT,
        superior TEXT,
        principal TEXT,
        principal_title TEXT,
        year INTEGER,
        deleted BOOLEAN DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(superior) REFERENCES superior (id) DEFERRABLE INITIALLY DEFERRED,
        FOREIGN KEY(principal) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "CREATE INDEX ix_school_principal ON school (principal)",
    "CREATE INDEX ix_school_superior ON school (superior)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
