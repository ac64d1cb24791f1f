"""A room of both zones that writes down each message, and answers the outer zone's from the inner one."""
