"""Field types: one small class each, that reads, judges, describes and shows its kind of answer."""
