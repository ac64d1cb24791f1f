"""What is killed while it works: every effect must still happen exactly once, and nothing be lost."""
