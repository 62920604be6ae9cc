"""Plans as people read and keep them: documents, tasks that close themselves, files."""
