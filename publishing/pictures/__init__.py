"""Pictures that editors upload: made anew, kept as files, found again in texts, served, taken away."""
