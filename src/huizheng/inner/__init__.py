"""Rooms of the office network 办公网: where work is done, the system of record, no way in from the internet."""
