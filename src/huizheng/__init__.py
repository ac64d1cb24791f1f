"""Huizheng 徽政: accept on the outer network, handle on the inner network, feed back on the outer network."""
