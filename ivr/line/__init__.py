"""What authors write: the models are the schema. Reference pages, messages and editor help come from these classes.

Here YAML keys become dialogs, and nothing below knows they ever were YAML.
"""
