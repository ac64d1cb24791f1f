"""From what somebody types to what the index is asked, and from what it finds to what is shown."""
