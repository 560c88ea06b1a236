"""Course → Plan: which files the site shall hold, at which addresses, and what each is made of.

Pure. Nothing is rendered here; a product only plans, so that products cannot drift apart.
"""
