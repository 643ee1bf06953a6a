"""American dates with a clock of 24 hours, wherever Django or a template tells a time; the rest is Django's own."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "N j, Y, H:i"
SHORT_DATETIME_FORMAT = "m/d/Y H:i"
