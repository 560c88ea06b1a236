"""The nouns of sitegen: frozen types without behaviour beyond look-ups.

Every stage hands the next one values of these types. They are ``msgspec`` structs, so that the cache can keep
them as msgpack without code of its own; those that a build keeps by the ten thousand are encoded without their
fields' names. Nothing here reads a disk, a clock or the environment.
"""
