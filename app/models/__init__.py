"""The school book: tables from the registry, the journal, migrations, the opened book."""
