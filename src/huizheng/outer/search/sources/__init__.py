"""What can be found, room by room: how it enters the index, and how it is read again before it is shown."""
