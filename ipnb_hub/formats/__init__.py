"""How dates and times are told, by language: the place that FORMAT_MODULE_PATH names."""
