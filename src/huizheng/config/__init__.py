"""Settings, addresses, entry points and the supervisor: the only place that knows every room."""
