"""Did it help: what people decided, and what came of it."""
