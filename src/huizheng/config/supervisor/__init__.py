"""The supervisor: sets an instance up, starts its parts in order, keeps them alive and stops them in order.

``python -m huizheng.config.supervisor`` is what ``./run`` ends in. Parts and their order: postgres, nats, the two
web servers, the two gates, the two workers; stopped the other way round.
"""
