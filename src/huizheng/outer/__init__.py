"""Rooms of the public network 公众网: what people meet. A projection that can be rebuilt from the inner zone."""
