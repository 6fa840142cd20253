"""What a document says: one file per document."""
