"""Ground floor: YAML files to checked records, and records to a Catalogue."""
