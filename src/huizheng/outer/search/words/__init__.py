"""Chinese text into words and sounds. Only the process that writes the index loads the big dictionaries."""
