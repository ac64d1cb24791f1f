"""Outside systems: who confirms a name, and who carries a code to a phone or a mailbox."""
