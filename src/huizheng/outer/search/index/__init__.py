"""The index beside the database: what it holds, where it lies, who writes it and how it is read."""
